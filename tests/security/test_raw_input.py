"""Every address of the URLconf, given what is too much in every word of a query and every field: never a 500."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test import Client

from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from portal.areas.models import Area
from tests.architecture.addresses import every_address
from tests.architecture.objects import Cast
from tests.conftest import COUNTY, LONG_AGO, VILLAGE
from tests.factories.volunteers import make_active_volunteer

from .fuzzing import WILD, address_of, all_addresses, kwargs_of, names_asked_for

FORM = "application/x-www-form-urlencoded"
# By hand: "values" tries each value at each address (two minutes), "all" each word by itself as well (hours).
MORE = os.environ.get("TONGXIN_FUZZ", "")
EACH, ALL = MORE in {"values", "all"}, MORE == "all"
NAMES = sorted(names_asked_for())


@pytest.fixture
def everybody(areas: dict[str, Area], sign_in: Callable[[User], Client]) -> Client:
    """One browser for which every door opens: a volunteer at work who holds every role."""
    person = make_active_volunteer(areas[VILLAGE]).user
    for role in Role.values:
        Assignment.objects.create(user=person, role=role, area=areas[COUNTY], effective_at=LONG_AGO)
    browser = sign_in(User.objects.get(pk=person.pk))
    browser.raise_request_exception = False
    return browser


def test_a_nul_reaches_no_view_at_all() -> None:
    browser, reached = Client(raise_request_exception=False), []
    places = [(True, False, False), (False, True, False), (False, False, True)]
    for number, address in enumerate(all_addresses()):
        for path, query, form in places if EACH else [places[number % 3]]:
            where = f"/{quote(address.route)}" + "%00/" * path
            answer = browser.generic(
                "POST" if form else "GET",
                where,
                data="a=%00" * form,
                content_type=FORM,
                QUERY_STRING="a=%00" * query,
            )
            if answer.status_code != 400:
                reached.append((where, answer.status_code))
    assert reached == []


@pytest.mark.database
@pytest.mark.django_db
# Wagtail's drawing of pictures closes its files when they are collected.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_is_too_much_is_refused_or_told_beside_the_field(everybody: Client, areas: dict[str, Area]) -> None:
    """All words at once with two of the values, which differ from address to address; all of them by hand."""
    broken, kinds = [], list(WILD.items())
    for number, address in enumerate(every_address()):
        chosen = kinds if EACH else [kinds[number % len(kinds)]]
        with transaction.atomic():
            kwargs = kwargs_of(address, Cast(areas[VILLAGE]))
            for kind, value in chosen if kwargs is not None else []:
                for words in [together(value, number)] + [{name: value} for name in NAMES] * ALL:
                    broken += [
                        (address.name, kind, one, list(words)[:1])
                        for one in failures(everybody, address_of(address, kwargs), words)
                    ]
            transaction.set_rollback(True)
    gc.collect()  # those files: here, where it is known of them, and not in some later test
    assert broken == []


def together(value: str, number: int) -> dict[str, str]:
    """All names with this value, or as many as an address may hold, others each time."""
    some = NAMES[number % len(NAMES) :] + NAMES
    return dict.fromkeys(some[: len(NAMES) if len(value) < 50 else 7000 // len(quote(value)) or 1], value)


def failures(browser: Client, path: str, words: dict[str, str]) -> list[str]:
    """The methods by which these words make a fault of ours."""
    failed = []
    for method in ("get", "post"):
        with transaction.atomic():
            sent = {"data": urlencode(words), "content_type": FORM} if method == "post" else {"data": words}
            if getattr(browser, method)(path, **sent).status_code >= 500:
                failed.append(method)
            transaction.set_rollback(True)
    return failed
