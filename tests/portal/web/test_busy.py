"""Somebody else holds what a page wants: it says so within seconds, keeps what was typed, and never says more."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from portal.accounts.models import User
from portal.web import refusals
from portal.web.signed_cache import NotWritten

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def row() -> Iterator[User]:
    """A row that somebody else holds."""
    user = User.objects.create_user("held@example.test")
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            held.set()
            let_go.wait(60)
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    yield user
    let_go.set()
    thread.join()


@pytest.fixture
def visit(row, monkeypatch) -> Callable[..., HttpResponse]:
    """Opens a page that wants the row, with less patience than in earnest."""
    wait = {"postgresql": "SET lock_timeout = 100", "sqlite": "PRAGMA busy_timeout = 100"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(wait)

    def view(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=row.pk)
        return HttpResponse("done")

    from activities import urls

    pattern = next(pattern for pattern in urls.urlpatterns if str(pattern.pattern) == "places/")
    monkeypatch.setattr(pattern, "callback", view)

    def ask(path: str = "/places/", method: str = "get", **data: object) -> HttpResponse:
        return getattr(Client(raise_request_exception=False), method)(path, data)

    yield ask
    connection.close()


def test_the_page_says_that_it_is_busy_when_to_come_back_and_whom_to_call(visit):
    answer = visit("/en/places/")
    html = answer.content.decode()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert ("This website is very busy just now" in html, "our records do not answer" in html) == (True, False)
    assert 'href="tel:110"' in html


def test_what_was_typed_is_kept_with_its_keys_and_can_be_sent_again(visit):
    html = visit(
        "/places/", "post", words='"><b>早', csrfmiddlewaretoken="t", once="k", many=["1", "2"]
    ).content.decode()

    form = html.split("<main")[1]
    assert 'method="post" action="/places/"' in form
    for name, value in [("words", "&quot;&gt;&lt;b&gt;早"), ("csrfmiddlewaretoken", "t"), ("once", "k"), ("many", "2")]:
        assert f'<input type="hidden" name="{name}" value="{value}">' in form
    assert form.count('name="many"') == 2


@pytest.mark.parametrize("secret", ["password", "new_password1", "code", "secret"])
def test_a_form_with_a_secret_in_it_is_not_given_back(visit, secret):
    html = visit("/places/", "post", words="x", **{secret: "geheim"}).content.decode()
    assert ("geheim" in html, 'name="words"' in html) == (False, False)


def test_a_file_cannot_be_sent_again_from_a_page(visit, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("x")
    with path.open("rb") as file:
        html = visit("/places/", "post", words="x", file=file).content.decode()
    assert 'name="words"' not in html


def test_a_very_long_form_is_not_given_back(visit):
    assert 'name="words"' not in visit("/places/", "post", words="x" * 70_000).content.decode()


def test_a_form_that_knows_how_to_give_back_its_words_does_so():
    request = RequestFactory().post("/en/report/", {"story": "what I saw"})
    html = refusals.busy(request).content.decode()
    assert ("what I saw</textarea>" in html, "This website is very busy" in html) == (True, True)


def test_after_the_lock_is_gone_the_same_page_opens(visit, row):
    assert visit().status_code == 503
    assert Client().get("/healthz").status_code == 200


class TestTheTableOfLimits:
    """Somebody else holds it: nobody is told that a limit is reached or a form sent twice."""

    @pytest.fixture(autouse=True)
    def _held(self, visit) -> Iterator[None]:
        if connection.vendor == "sqlite":  # whoever writes holds everything
            yield
            return
        with psycopg.connect(**connection.get_connection_params()) as holder:
            holder.execute("LOCK TABLE cache IN EXCLUSIVE MODE")
            yield

    def test_what_could_not_be_noted_is_not_there_already(self):
        with pytest.raises(NotWritten):
            cache.add("busy", 1)

    def test_a_form_with_a_key_is_given_back(self, visit):
        answer = visit("/places/", "post", words="x", once="k")
        assert (answer.status_code, 'name="words"' in answer.content.decode()) == (503, True)
