"""Every page that says no helps: status, language, numbers to call, a way on; kept by nobody, and without a trace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from portal.registry import Registry
from portal.site import hotlines, masthead
from portal.web import maintenance, refusals

SECRET = "演示甲的秘密"
REFUSED: dict[str, tuple[int, Any]] = {
    "damaged": (400, BadRequest(SECRET)),
    "not allowed": (403, PermissionDenied(SECRET)),
    "not there": (404, Http404(SECRET)),
    "too large": (413, RequestDataTooBig(SECRET)),
    "broken": (500, RuntimeError(SECRET)),
    "a broken rule": (500, IntegrityError(SECRET)),
    "a wrong question": (500, ProgrammingError(SECRET)),
    "no database": (503, OperationalError(SECRET)),
    "no connection": (503, InterfaceError(SECRET)),
}

# Before a page is said not to be there, editors' redirects are asked for; nothing else here has a database.
ASKS = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_an_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hotlines, "HOTLINES", Registry())
    monkeypatch.setattr(hotlines, "_last_found", {})
    monkeypatch.setattr(masthead, "MASTHEADS", Registry())


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Opens the public list of places, which fails in this way; no database is there to be asked."""

    def make(error: BaseException | HttpResponse, path: str = "/places/", method: str = "get", **headers: Any) -> Any:
        def view(request: HttpRequest) -> HttpResponse:
            if isinstance(error, HttpResponse):
                return error
            raise error

        from activities import urls

        pattern = next(pattern for pattern in urls.urlpatterns if str(pattern.pattern) == "places/")
        monkeypatch.setattr(pattern, "callback", view)
        return getattr(Client(raise_request_exception=False), method)(path, **headers)

    return make


def numbers(html: str) -> list[str]:
    return re.findall(r'href="tel:(\d+)"', html.split("<footer")[1])


@pytest.mark.parametrize("path", ["/places/", "/en/places/"])
@pytest.mark.parametrize("name", [pytest.param(name, marks=ASKS if name == "not there" else ()) for name in REFUSED])
def test_every_refusal_is_a_page_with_its_status_in_the_readers_language(
    visit: Callable[..., Any], name: str, path: str
) -> None:
    status, error = REFUSED[name]
    answer = visit(error, path, headers={"Accept-Language": "fr"})
    html = answer.content.decode()

    heading = html.split("<h1>")[1].split("</h1>")[0]
    language = 'lang="en"' if path.startswith("/en/") else 'lang="zh-Hans"'
    assert (answer.status_code, language in html[:60], heading.isascii()) == (status, True, path.startswith("/en/"))
    assert numbers(html) == ["110", "12345", "12355"]
    assert ("no-store" in answer.headers["Cache-Control"], dict(answer.cookies)) == (True, {})
    assert [word for word in (SECRET, "Traceback", type(error).__name__) if word in html] == []


def test_whoever_presses_nothing_is_told_where_the_button_is(visit: Callable[..., Any]) -> None:
    answer = visit(HttpResponseNotAllowed(["POST"]))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert numbers(answer.content.decode()) == ["110", "12345", "12355"]


def test_a_refusal_that_has_a_page_keeps_it(visit: Callable[..., Any]) -> None:
    answer = visit(HttpResponse("over", status=410, headers={"Cache-Control": "private"}))
    assert (answer.content, answer.headers["Cache-Control"]) == (b"over", "private")


@pytest.mark.parametrize(
    ("name", "search"),
    [("not allowed", 1), ("too large", 1), ("broken", 1), ("no database", 0)],
)
def test_there_is_a_search_box_where_searching_works(visit: Callable[..., Any], name: str, search: int) -> None:
    assert visit(REFUSED[name][1], "/en/places/").content.decode().count('action="/en/search/"') == search


@pytest.mark.parametrize(("name", "wait"), [("no database", "120"), ("broken", None), ("not allowed", None)])
def test_it_says_when_another_try_is_worth_it(visit: Callable[..., Any], name: str, wait: str | None) -> None:
    assert visit(REFUSED[name][1]).headers.get("Retry-After") == wait


def test_a_damaged_file_is_a_database_that_is_away_but_djangos_own_complaint_is_not() -> None:
    driver, own = DatabaseError("file is not a database"), DatabaseError("did not affect any rows")
    driver.__cause__ = ValueError()
    assert [refusals._is_database_away(error) for error in (driver, own, None)] == [True, False, False]


@pytest.mark.parametrize("name", ["broken", "no database", "damaged"])
def test_the_plainest_page_is_drawn_as_the_reader_chose(visit: Callable[..., Any], name: str) -> None:
    html = visit(REFUSED[name][1], headers={"Cookie": "theme=dark; size=huge"}).content.decode()
    assert '<html lang="zh-Hans" data-theme="dark" data-size="huge">' in html


def test_a_page_without_a_database_knows_the_countys_numbers_once_they_were_shown(visit: Callable[..., Any]) -> None:
    hotlines.HOTLINES.add(lambda: [{"number": "05780000001", "name": "本县"}])
    with translation.override("zh-hans"):
        hotlines.hotlines()

    seen = [numbers(visit(RuntimeError(), path).content.decode()) for path in ("/places/", "/en/places/")]

    assert seen == [["05780000001"], ["110", "12345", "12355"]]


@ASKS
def test_a_page_that_is_not_there_offers_the_main_places(visit: Callable[..., Any]) -> None:
    html = visit(Http404(), "/en/places/").content.decode()
    assert re.findall(r'class="card" href="([^"]*)"', html) == [
        f"/en/{name}/" for name in ("policies", "activities", "places", "volunteer", "help")
    ]


def test_a_refused_page_offers_signing_in(visit: Callable[..., Any]) -> None:
    html = visit(PermissionDenied(), "/en/places/").content.decode()
    assert html.count('<a class="btn" href="/en/accounts/login/">') == 1


def test_the_plainest_page_stands_when_the_style_sheets_are_lost(
    visit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_path: str) -> str:
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr("portal.components.page.static", lost)
    assert '<link rel="stylesheet" href="/static/css/site.css">' in visit(RuntimeError()).content.decode()


@pytest.mark.parametrize("handler", [refusals.csrf_failure, refusals.server_error, refusals.bad_request])
def test_what_fails_before_anything_was_read_has_a_page(handler: Callable[..., HttpResponse]) -> None:
    html = handler(RequestFactory().post("/en/none/", {"x": SECRET})).content.decode()
    assert (numbers(html), 'lang="en"' in html[:60], SECRET in html) == (["110", "12345", "12355"], True, False)


def test_too_many_tries_have_a_page_that_says_how_long() -> None:
    request: Any = RequestFactory().get("/en/accounts/login/")
    request.user = AnonymousUser()
    answer = refusals.too_many_requests(request)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    assert answer.content.decode().count('action="/en/search/"') == 1


def test_a_body_that_would_fill_the_disk_is_refused_unread(client: Client) -> None:
    answer = client.post("/report/", {}, CONTENT_LENGTH=str(refusals.LARGEST_BODY + 1))
    assert (answer.status_code, 'href="tel:110"' in answer.content.decode()) == (413, True)


class TestMaintenance:
    @pytest.fixture(autouse=True)
    def _closed(self) -> Iterator[None]:
        maintenance.close(None)
        yield
        maintenance.reopen()

    @pytest.mark.parametrize("path", ["/", "/en/", "/desk/", "/admin/", "/none/", "/report/"])
    def test_closes_every_page_without_asking_the_database(self, client: Client, path: str) -> None:
        answer = client.get(path)
        html = answer.content.decode()
        assert (answer.status_code, answer.headers["Retry-After"], dict(answer.cookies)) == (503, "600", {})
        assert ("no-store" in answer.headers["Cache-Control"], numbers(html)) == (True, ["110", "12345", "12355"])
        assert "Content-Security-Policy" in answer.headers

    def test_leaves_open_what_machines_ask_and_the_switch_for_larger_words(self, client: Client) -> None:
        assert [client.get(path).status_code for path in ("/healthz", "/reading/?size=huge&next=/")] == [200, 302]

    def test_says_when_it_ends(self, client: Client) -> None:
        end = timezone.now() + timedelta(minutes=30)
        maintenance.close(end)
        answer = client.get("/en/")
        assert 1700 < int(answer.headers["Retry-After"]) <= 1800
        assert f'datetime="{end.isoformat(timespec="minutes")}"' in answer.content.decode()

    def test_says_no_time_that_is_over(self, client: Client) -> None:
        maintenance.close(timezone.now() - timedelta(minutes=1))
        answer = client.get("/en/")
        assert (answer.headers["Retry-After"], "<time" in answer.content.decode()) == ("600", False)
