"""A form sent twice by a double click changes things once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory
from django.utils import timezone
from freezegun import freeze_time

from portal.accounts.models import User
from portal.web import once
from portal.web.once import OnceMiddleware

pytestmark = pytest.mark.django_db


class Counter:
    """A view that changes something each time it runs."""

    def __init__(self, *, answer: Any = None) -> None:
        self.runs = 0
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.runs += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or redirect(f"/result/{self.runs}/")


def request(key: str | None, *, method: str = "post", user: Any = None, **sent: Any) -> HttpRequest:
    made = getattr(RequestFactory(), method)("/apply/?step=2", sent | ({"once": key} if key else {}))
    made.user = user or AnonymousUser()
    made._messages = CookieStorage(made)
    return made


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "WAIT_SECONDS", 0)


def test_the_second_goes_where_the_first_went_and_changes_nothing(key: str) -> None:
    counter = Counter()
    serve = OnceMiddleware(counter)
    again = request(key, name="甲")
    assert [serve(request(key, name="甲"))["Location"], serve(again)["Location"]] == ["/result/1/", "/result/1/"]
    assert counter.runs == 1
    assert len(get_messages(again)) == 1


def test_another_key_is_another_form(key: str) -> None:
    serve = OnceMiddleware(Counter())
    serve(request(key))
    assert serve(request(str(uuid.uuid4())))["Location"] == "/result/2/"


def test_who_goes_back_and_changes_an_answer_is_heard(key: str) -> None:
    serve = OnceMiddleware(Counter())
    serve(request(key, name="甲"))
    assert serve(request(key, name="乙"))["Location"] == "/result/2/"


def test_another_file_is_another_answer(key: str) -> None:
    serve = OnceMiddleware(Counter())
    places = [
        serve(request(key, scan=SimpleUploadedFile("scan.pdf", content)))["Location"]
        for content in (b"one", b"one", b"three")
    ]
    assert places == ["/result/1/", "/result/1/", "/result/2/"]


def test_a_page_shown_again_with_errors_may_be_sent_again(key: str) -> None:
    counter = Counter(answer=HttpResponse("errors"))
    serve = OnceMiddleware(counter)
    serve(request(key))
    serve(request(key))
    assert counter.runs == 2


def test_what_failed_may_be_sent_again(key: str) -> None:
    counter = Counter(answer=ValueError("broken"))
    serve = OnceMiddleware(counter)
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            serve(request(key))
    assert counter.runs == 2


def test_while_the_first_is_at_work_the_second_goes_back_to_the_page_and_is_told_to_wait(key: str) -> None:
    def first(_request: HttpRequest) -> HttpResponse:
        second = request(key)
        assert OnceMiddleware(counter)(second)["Location"] == "/apply/?step=2"
        assert [str(message) for message in get_messages(second)] == [once.AT_WORK]
        return redirect("/result/")

    counter = Counter()
    assert OnceMiddleware(first)(request(key))["Location"] == "/result/"
    assert counter.runs == 0


def test_when_the_first_ends_with_errors_the_second_shows_them(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counter, second = Counter(answer=HttpResponse("errors")), request(key)

    def first(_request: HttpRequest) -> HttpResponse:
        at_work = once._cache_key(second)
        monkeypatch.setattr(once.time, "sleep", lambda _seconds: cache.delete(at_work))
        assert OnceMiddleware(counter)(second).content == b"errors"
        return HttpResponse("errors")

    OnceMiddleware(first)(request(key))
    assert (counter.runs, list(get_messages(second))) == (1, [])


def test_a_process_that_is_killed_at_work_keeps_nobody_from_sending_again(key: str) -> None:
    counter = Counter()

    def killed(_request: HttpRequest) -> HttpResponse:
        with freeze_time(timezone.now() + timedelta(minutes=3)):
            assert OnceMiddleware(counter)(request(key))["Location"] == "/result/1/"
        return HttpResponse("nobody gets this")

    OnceMiddleware(killed)(request(key))
    assert counter.runs == 1


@pytest.mark.parametrize(("sent", "method"), [(None, "post"), ("k", "get")])
def test_forms_without_a_key_and_reading_pass(sent: str | None, method: str) -> None:
    counter = Counter()
    serve = OnceMiddleware(counter)
    serve(request(sent, method=method))
    serve(request(sent, method=method))
    assert counter.runs == 2


def test_nobody_uses_up_another_persons_key(key: str, supervisor: User, county_officer: User) -> None:
    counter = Counter()
    serve = OnceMiddleware(counter)
    serve(request(key, user=supervisor))
    serve(request(key, user=county_officer))
    assert counter.runs == 2
