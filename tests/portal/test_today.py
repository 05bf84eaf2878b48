"""The desk's first screen below the counts: what each role finds there, and at what cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.desk import registry
from tests.conftest import COUNTY, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories import activities
from tests.factories.children import make_child
from tests.factories.volunteers import make_active_volunteer

pytestmark = pytest.mark.django_db

WAITING, SESSIONS, AUDIT = "volunteers/pairing_today.html", "activities/desk/today.html", "desk/audit_today.html"
CONDITION = "desk/condition.html"


@pytest.fixture
def life(areas):
    """A child who waits, a volunteer, and a session tomorrow, in one village."""
    make_child(areas[VILLAGE])
    make_active_volunteer(areas[TOWNSHIP])
    activities.make_session(activities.make_place(areas[VILLAGE]), days=1)


@pytest.mark.parametrize(
    ("role", "code", "panels"),
    [
        (Role.VILLAGE_OFFICER, VILLAGE, [SESSIONS, WAITING]),
        (Role.VILLAGE_OFFICER, OTHER_VILLAGE, []),
        (Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, [SESSIONS, WAITING]),
        (Role.COUNTY_OFFICER, COUNTY, [SESSIONS, WAITING]),
        (Role.SAFEGUARDING_OFFICER, COUNTY, [SESSIONS, WAITING]),
        (Role.CENTRE_MANAGER, VILLAGE, []),
        (Role.AUDITOR, COUNTY, [AUDIT]),
        (Role.OPERATOR, COUNTY, [CONDITION]),
    ],
)
def test_each_role_finds_its_own_work(life, staff, sign_in, role, code, panels):
    page = sign_in(staff(role, code)).get("/desk/")

    assert [panel.template for panel in page.context["panels"]] == panels


def test_the_children_shown_are_logged_as_seen(life, village_officer, sign_in):
    sign_in(village_officer).get("/desk/")

    assert [event.detail for event in AuditEvent.objects.filter(action="child.listed")] == [{"shown": 1}]


def test_looking_at_the_latest_events_is_an_event(life, staff, sign_in):
    auditor = staff(Role.AUDITOR)
    sign_in(auditor).get("/desk/")

    assert AuditEvent.objects.filter(action="audit.read", actor=auditor).count() == 1


def test_costs_the_same_for_one_and_three(areas, supervisor, sign_in, django_assert_max_num_queries):
    browser, place = sign_in(supervisor), activities.make_place(areas[VILLAGE])

    def more(count: int) -> None:
        for day in range(count):
            make_child(areas[VILLAGE])
            make_active_volunteer(areas[TOWNSHIP])
            activities.make_session(place, days=1 + day + count)

    more(1)
    browser.get("/desk/")
    with django_assert_max_num_queries(100) as first:
        browser.get("/desk/")
    more(2)
    with django_assert_max_num_queries(len(first)) as second:
        browser.get("/desk/")
    assert len(second) == len(first)


@pytest.mark.parametrize(
    ("ago", "words", "english"),
    [
        (timedelta(minutes=59), "等了不到一小时", "waiting for less than an hour"),
        (timedelta(hours=1), "等了 1 小时", "waiting for 1 hour"),
        (timedelta(hours=23, minutes=59), "等了 23 小时", "waiting for 23 hours"),
        (timedelta(days=3, hours=5), "等了 3 天", "waiting for 3 days"),
    ],
)
def test_what_is_due_says_how_long_the_oldest_of_it_has_waited(
    ago, words, english, supervisor, sign_in, monkeypatch
) -> None:
    due = registry.Due(2, "x", "/y/", "late", since=timezone.now() - ago)
    monkeypatch.setattr(registry, "DUE", [lambda user: [due]])
    client = sign_in(supervisor)
    assert client.get("/desk/").content.decode().count(f"<b>2</b> <span>x</span> <small>{words}</small></a>") == 1
    assert client.get("/en/desk/").content.decode().count(f"<b>2</b> <span>x</span> <small>{english}</small></a>") == 1


def test_what_is_late_stands_first_and_of_that_what_has_waited_longest(supervisor, monkeypatch) -> None:
    now = timezone.now()
    due = [
        registry.Due(1, "today", "/"),
        registry.Due(1, "late without a day", "/", "late"),
        registry.Due(1, "late", "/", "late", since=now),
        registry.Due(1, "soon", "/", "soon", since=now - timedelta(days=9)),
        registry.Due(1, "later", "/", "late", since=now - timedelta(days=1)),
    ]
    monkeypatch.setattr(registry, "DUE", [lambda user: due])
    assert [line.label for line in registry.due_for(supervisor)] == [
        "later",
        "late",
        "late without a day",
        "soon",
        "today",
    ]


def test_late_soon_and_the_rest_stand_under_headings_of_their_own(supervisor, sign_in, monkeypatch) -> None:
    due = [registry.Due(1, "a", "/a/"), registry.Due(1001, "b", "/b/", "late"), registry.Due(3, "c", "/c/", "late")]
    monkeypatch.setattr(registry, "DUE", [lambda user: due])

    page = sign_in(supervisor).get("/en/desk/")

    assert [(str(heading), [line.label for line in lines]) for heading, _kind, lines in page.context["groups"]] == [
        ("Late", ["b", "c"]),
        ("Also to do", ["a"]),
    ]
    assert page.content.decode().count("<b>1,000+</b> <span>b</span>") == 1  # a count that was capped


def test_nothing_due_is_said_in_plain_words(supervisor, sign_in, monkeypatch) -> None:
    monkeypatch.setattr(registry, "DUE", [])

    page = sign_in(supervisor).get("/en/desk/").content.decode()

    assert page.count('<p class="empty-title">Nothing is waiting for you</p>') == 1


@pytest.mark.parametrize("count", [0, 1])
def test_what_is_due_is_late_or_soon_or_neither_whether_or_not_it_counts_something(count) -> None:
    with pytest.raises(ValueError, match="urgent"):
        registry.Due(count, "x", "/", "urgent")
