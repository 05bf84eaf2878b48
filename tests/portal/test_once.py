"""A form sent twice by a double click changes things once."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from portal import once as module
from portal.once import once

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


def request(key: str | None, method: str = "post", user: Any = None) -> HttpRequest:
    made = getattr(RequestFactory(), method)("/apply/?step=2", {"once": key} if key else {})
    made.user = user or AnonymousUser()
    made._messages = CookieStorage(made)
    return made


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0)


def test_the_second_goes_where_the_first_went_and_changes_nothing(key: str) -> None:
    counter = Counter()
    view = once(counter)
    again = request(key)
    assert [view(request(key))["Location"], view(again)["Location"]] == ["/result/1/", "/result/1/"]
    assert counter.runs == 1
    assert len(get_messages(again)) == 1


def test_another_key_is_another_form(key: str) -> None:
    counter = Counter()
    view = once(counter)
    view(request(key))
    assert view(request(str(uuid.uuid4())))["Location"] == "/result/2/"


def test_a_page_shown_again_with_errors_does_not_use_the_key_up(key: str) -> None:
    counter = Counter(answer=HttpResponse("errors"))
    view = once(counter)
    view(request(key))
    view(request(key))
    assert counter.runs == 2


def test_a_failure_does_not_use_the_key_up(key: str) -> None:
    counter = Counter(answer=ValueError("broken"))
    view = once(counter)
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            view(request(key))
    assert counter.runs == 2


def test_while_the_first_is_at_work_the_second_goes_back_to_the_page(key: str) -> None:
    cache.add(f"once:visitor:{key}", module.WORKING, 60)
    counter = Counter()
    assert once(counter)(request(key))["Location"] == "/apply/?step=2"
    assert counter.runs == 0


@pytest.mark.parametrize(("sent", "method"), [(None, "post"), ("x" * 37, "post"), ("k", "get")])
def test_forms_without_a_key_and_reading_pass(sent: str | None, method: str) -> None:
    counter = Counter()
    view = once(counter)
    view(request(sent, method))
    view(request(sent, method))
    assert counter.runs == 2


def test_nobody_uses_up_another_persons_key(key: str, supervisor: Any, county_officer: Any) -> None:
    counter = Counter()
    view = once(counter)
    view(request(key, user=supervisor))
    view(request(key, user=county_officer))
    assert counter.runs == 2
