"""The audit log on the desk by day and by person, and many looks folded into one line."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal.accounts.enums import Role
from portal.audit.actions import AuditAction
from portal.audit.log import Happening, record, record_many
from portal.audit.models import AuditEvent
from portal.components.rows import Mark
from tests.audit.test_desk_page import URL, shown
from tests.conftest import ELSEWHERE, VILLAGE
from tests.factories.children import make_child

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def auditor(staff):
    return staff(Role.AUDITOR)


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE])


@pytest.fixture
def on(monkeypatch):
    """Record something as it is done at that moment of local time."""

    def recorded(moment: str, action: str, **fields):
        at = timezone.make_aware(datetime.fromisoformat(moment))
        with monkeypatch.context() as clock:
            clock.setattr("portal.audit.log.timezone.now", lambda: at)
            record(action, **fields)

    return recorded


def ask(client, **asked):
    with translation.override("en"):
        return client.get("/en" + URL, asked)


def lines(response) -> list[tuple[str, int]]:
    return [(row["event"].action, row["count"]) for row in response.context["rows"]]


def test_from_and_to_are_whole_local_days(auditor, sign_in, village_officer, child, on):
    for moment, action in (
        ("2026-03-01T23:59:59", "child.entered"),
        ("2026-03-02T00:00:00", "child.changed"),
        ("2026-03-03T23:59:59", "child.confirmed"),
        ("2026-03-04T00:00:00", "child.aged_out"),
    ):
        on(moment, action, actor=village_officer, target=child)
    client = sign_in(auditor)

    both = ask(client, since="2026-03-02", until="2026-03-03", target=str(child.uuid))
    assert shown(both) == ["child.confirmed", "child.changed"]
    assert shown(ask(client, until="2026-03-01", target=str(child.uuid))) == ["child.entered"]
    assert shown(ask(client, since="2026-03-04", target=str(child.uuid))) == ["child.aged_out"]


def test_by_person_together_with_the_other_filters(auditor, sign_in, village_officer, county_officer, child):
    for actor, action in (
        (village_officer, "child.read"),
        (county_officer, "child.read"),
        (village_officer, "child.changed"),
    ):
        record(action, actor=actor, target=child)
    client = sign_in(auditor)

    assert shown(ask(client, person=str(village_officer.uuid))) == ["child.changed", "child.read"]
    assert shown(ask(client, person=str(village_officer.uuid), action="child.read")) == ["child.read"]


def test_what_was_asked_for_is_kept_in_the_log_as_numbers_and_days(auditor, sign_in, village_officer, child):
    record("child.read", actor=village_officer, target=child)

    ask(sign_in(auditor), person=str(village_officer.uuid), since="2026-03-02", until="2027-01-01")

    assert AuditEvent.objects.latest("sequence").detail == {
        "happened": "",
        "record": "",
        "person": str(village_officer.uuid),
        "since": "2026-03-02",
        "until": "2027-01-01",
    }


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "2026-03-05", "until": "2026-03-04"}, "The last day is before the first."),
        ({"since": "2026-02-30"}, "“2026-02-30” is no day of the calendar. Write it like 2026-03-01."),
        ({"person": str(uuid4())}, "Nobody with this number has done anything in the areas you audit."),
        ({"person": "x" * 50}, "Nobody with this number has done anything in the areas you audit."),
        ({"target": "Anna"}, "This is no number of a record. Follow the link beside an event instead."),
    ],
)
def test_what_cannot_be_asked_for_is_said_and_kept_and_nothing_else_is_shown(
    auditor, sign_in, village_officer, child, asked, said
):
    record("child.read", actor=village_officer, target=child)

    page = ask(sign_in(auditor), **asked)

    body = page.content.decode()
    assert (said in body, shown(page)) == (True, [])
    assert all(value[:36] in body for value in asked.values())


@pytest.mark.parametrize("asked", [{"until": "9999-12-31"}, {"since": "0001-01-01"}, {"before": "9" * 30}])
def test_the_ends_of_the_calendar_and_of_numbers_are_no_fault(auditor, sign_in, village_officer, child, asked):
    record("child.read", actor=village_officer, target=child)

    assert shown(ask(sign_in(auditor), **asked)) == ["child.read"]


def test_who_did_nothing_here_is_not_told_from_who_does_not_exist(areas, staff, sign_in, child):
    stranger, reader = staff(Role.VILLAGE_OFFICER, ELSEWHERE), staff(Role.SAFEGUARDING_OFFICER, VILLAGE)
    record("child.read", actor=stranger, target=make_child(areas["331126101001"]))
    client = sign_in(reader)
    answers = [ask(client, person=str(number)).context["form"].errors for number in (stranger.uuid, uuid4())]

    assert answers[0] == answers[1] != {}
    assert str(stranger) not in ask(client, person=str(stranger.uuid)).content.decode()


def test_looking_often_is_one_line_with_a_count_that_opens(
    areas, auditor, sign_in, village_officer, county_officer, child
):
    others = [make_child(areas[VILLAGE]) for _ in range(3)]
    for each in others:
        record("child.read", actor=village_officer, target=each)
        record("child.listed", actor=county_officer, target=county_officer, shown=50)

    page = ask(sign_in(auditor))

    assert lines(page) == [("child.listed", 3), ("child.read", 3)]
    (looked,) = [row for row in page.context["listing"].rows if row.title == "Opened a child's record"]
    assert looked.marks == (Mark("× 3", "plain"),)
    opened = sign_in(auditor).get(looked.url).content.decode()
    assert all(str(each.uuid)[:8] in opened for each in others)


def test_what_was_changed_is_never_folded_and_parts_what_the_same_person_saw(auditor, sign_in, village_officer, child):
    for action in ("child.read", "child.read", "child.changed", "child.changed", "child.read"):
        record(action, actor=village_officer, target=child)

    assert lines(ask(sign_in(auditor))) == [
        ("child.read", 1),
        ("child.changed", 1),
        ("child.changed", 1),
        ("child.read", 2),
    ]


def test_two_days_are_two_lines_and_strangers_are_not_folded(auditor, sign_in, village_officer, child, on):
    on("2026-03-01T10:00:00", "child.read", actor=village_officer, target=child)
    on("2026-03-02T10:00:00", "child.read", actor=village_officer, target=child)
    on("2026-03-02T11:00:00", "concern.followed", actor=None, target=child)
    on("2026-03-02T11:01:00", "concern.followed", actor=None, target=child)

    found = lines(ask(sign_in(auditor)))
    assert found == [("concern.followed", 1), ("concern.followed", 1), ("child.read", 1), ("child.read", 1)]


def test_pages_of_folded_lines_follow_without_a_gap(auditor, sign_in, village_officer, child, monkeypatch):
    monkeypatch.setattr("portal.desk.audit.PAGE", 2)
    monkeypatch.setattr("portal.desk.audit.EVENTS", 4)
    done = ["child.read"] * 6 + ["child.changed"] + ["child.read"] * 3 + ["child.changed"]
    sequences = [record(action, actor=village_officer, target=child).sequence for action in done]
    client, seen, query = sign_in(auditor), [], f"?target={child.uuid}"

    while query:
        page = client.get(URL + query)
        seen += [one["event"].sequence for row in page.context["rows"] for one in (row, *row["earlier"])]
        query = page.context["older"]

    assert seen == sequences[::-1]


def test_an_event_leads_to_what_this_person_did_and_what_happened_to_this_record(
    auditor, sign_in, village_officer, child
):
    happened = record("child.read", actor=village_officer, target=child)

    page = sign_in(auditor).get(reverse("desk:audit_event", args=[happened.sequence])).content.decode()

    assert f"?person={village_officer.uuid}" in page
    assert f"?target={child.uuid}" in page


def test_the_page_costs_the_same_queries_with_every_filter(
    auditor, sign_in, village_officer, child, django_assert_max_num_queries
):
    record_many(Happening("child.read", village_officer, child) for _ in range(300))
    client = sign_in(auditor)
    ask(client)
    today = timezone.localdate()
    asked = {"since": str(today - timedelta(days=1)), "until": str(today), "person": str(village_officer.uuid)}

    with django_assert_max_num_queries(21):
        page = ask(client, **asked, action="child.read")

    assert (lines(page), page.context["older"].count("person=")) == ([("child.read", 200)], 1)


def test_looking_into_the_log_is_folded_as_well(auditor, sign_in):
    client = sign_in(auditor)
    for _ in range(3):
        ask(client)

    assert lines(ask(client, action=str(AuditAction.READ))) == [("audit.read", 3)]
