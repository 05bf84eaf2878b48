"""Ten pairs of acts, chosen by the harm that losing one would do, each 25 times at the same moment.

The second of each pair is the step that protects a child or gives a right back: it is done every time. The first may
be refused where the second came before it; neither is ever an error.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from activities.enums import Outcome, SeatState, SessionState
from activities.hours.domain import crediting
from activities.places.domain import editing
from activities.seats.domain import enrolment, signup
from activities.sessions.domain import publishing
from children.concerns.domain import handling, letting_in, reporting
from children.ledger.domain import entering
from portal.accounts.domain import assignments
from portal.accounts.enums import Role
from portal.audit.log import record
from tests.factories import activities as make
from tests.factories.children import child_facts, make_child
from tests.factories.concerns import make_concern
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_user
from volunteers.application.domain import lifecycle, vetting
from volunteers.application.enums import ServiceType, VettingKind, VettingOutcome
from volunteers.pairing.domain import proposing, spell
from volunteers.pairing.enums import PauseReason

from .at_once import DONE, Act, in_turn
from .world import World

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
# On SQLite there is one writer at a time: the acts follow one another.
TIMES = 25 if connection.vendor == "postgresql" else 2
Pair = tuple[Act, Act]


def closing_a_session_and_pausing_its_volunteer(world: World) -> Pair:
    row = world.session()
    volunteer = world.duty(row).volunteer
    close = lambda: publishing.close(row, by=world.one)  # noqa: E731
    return close, lambda: lifecycle.suspend(volunteer, by=world.county, reason="x")


def withdrawing_from_a_session_and_pausing_who_waits_for_it(world: World) -> Pair:
    row, other = world.session(volunteer_capacity=1), world.session(starts=make.at(3), volunteer_capacity=1)
    duty, volunteer = world.duty(row), make.make_serving_volunteer(world.village)
    make.make_duty(row, volunteer, state=SeatState.WAITLISTED)
    make.make_duty(other, volunteer)
    withdraw = lambda: signup.withdraw(duty, by=world.one)  # noqa: E731
    return withdraw, lambda: lifecycle.suspend(volunteer, by=world.county, reason="x")


def reading_and_ending_the_readers_role(world: World) -> Pair:
    user, child = make_user(), make_child(world.village)
    held = assignments.assign(user, Role.VILLAGE_OFFICER, world.village, by=None)
    read = lambda: [record("child.read", actor=user, target=child) for _n in range(3)]  # noqa: E731
    return read, lambda: assignments.end_assignment(held, by=world.county)


def proposing_a_pairing_and_a_check_that_was_not_passed(world: World) -> Pair:
    volunteer, child = make.make_serving_volunteer(world.village, caseload_limit=9), make_child(world.village)
    make_pairing(make_child(world.village), volunteer)
    today = timezone.localdate()
    found = {"kind": VettingKind.RECORD_CHECK, "outcome": VettingOutcome.NOT_CLEAR, "valid_until": today}
    propose = lambda: proposing.propose(child, volunteer, by=world.officer, services=[ServiceType.TUTORING])  # noqa: E731
    return propose, lambda: vetting.record_vetting(volunteer, by=world.county, done_on=today, **found)


def moving_a_child_and_pausing_its_pairing(world: World) -> Pair:
    child, volunteer = make_child(world.village), make.make_serving_volunteer(world.village)
    make_pairing(child, volunteer)
    facts, kept = child_facts(world.areas["331125106002"]), {"categories": ["family"], "needs": ["safety"]}
    move = lambda: entering.change(child, facts, seen_version=child.version, by=world.one, **kept)  # noqa: E731
    return move, lambda: spell.pause_all(volunteer, by=None, reason=PauseReason.ALLEGATION)


def two_reports_that_alert_the_same_people(world: World) -> Pair:
    def report(number: int) -> Act:
        story = {"story": f"（测试）{number}"}
        key = f"{number}{make_user().pk:031}"
        return lambda: reporting.receive(story, area=world.village, county=world.county_area, sending=key, flood=False)

    return report(1), report(2)


def reading_a_report_first_and_naming_a_colleague_in_it(world: World) -> Pair:
    row = make_concern(world.village)
    triage = lambda: handling.triage(row, urgency="days", note="x", by=world.guard)  # noqa: E731
    return triage, lambda: letting_in.name_people(row, [world.guard2], by=world.guard)


def enrolling_at_a_place_and_calling_off_its_sessions(world: World) -> Pair:
    place, child = make.make_place(world.village), make.make_active_child(world.village)
    rows = [make.make_session(place, starts=make.at(2, hour)) for hour in (14, 9)]
    enrol = lambda: enrolment.enrol(child, rows[0], by=world.one)  # noqa: E731
    return enrol, lambda: editing.change_place(place, by=world.county, cancel_for="x", listed=False)


def brothers_and_sisters_and_the_other_way_round(world: World) -> Pair:
    children = [make.make_active_child(world.village) for _n in range(2)]
    rows = [make.make_session(world.place, starts=make.at(2, hour)) for hour in (9, 14)]
    enrol = lambda: enrolment.enrol_many(children, rows[0], by=world.one)  # noqa: E731
    return enrol, lambda: enrolment.enrol_many(children[::-1], rows[1], by=world.two)


def verifying_the_same_hours_twice(world: World) -> Pair:
    started = timezone.now() - timedelta(days=1)
    rows = [make.make_session(world.place, starts=started, state=SessionState.COMPLETED) for _n in range(2)]
    people = [make.make_serving_volunteer(world.village) for _n in range(2)]
    for row, order in zip(rows, (people, people[::-1]), strict=True):
        for volunteer in order:
            make.make_duty(row, volunteer, outcome=Outcome.PRESENT)
    verify = lambda: crediting.verify_hours(rows[0], by=world.county)  # noqa: E731
    return verify, lambda: crediting.verify_hours(rows[1], by=world.county2)


# Those that make many officers come last: each of them is told of everything.
PAIRS = (
    two_reports_that_alert_the_same_people,
    reading_a_report_first_and_naming_a_colleague_in_it,
    closing_a_session_and_pausing_its_volunteer,
    withdrawing_from_a_session_and_pausing_who_waits_for_it,
    enrolling_at_a_place_and_calling_off_its_sessions,
    brothers_and_sisters_and_the_other_way_round,
    verifying_the_same_hours_twice,
    reading_and_ending_the_readers_role,
    proposing_a_pairing_and_a_check_that_was_not_passed,
    moving_a_child_and_pausing_its_pairing,
)


def test_none_of_two_is_lost(areas, staff):
    world, lost = World(areas, staff), {}
    for pair in PAIRS:
        beside, needed = in_turn([pair(world) for _n in range(TIMES)])
        errors = [one for one in beside if isinstance(one, DatabaseError)]
        undone = [one for one in needed if one != DONE]
        if errors or undone:
            lost[pair.__name__] = (errors, undone)

    assert lost == {}
