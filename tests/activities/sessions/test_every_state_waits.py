"""Every state of a session, a seat, a photo and a hazard is final, waits for its time, or is due with an age."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from activities.enums import Outcome, SeatState, SessionState
from activities.models import Hazard, Session
from activities.places.domain.due import due_at_places
from activities.places.domain.hazards import add_hazard
from activities.sessions.domain.due import due_sessions
from activities.sessions.domain.queries import sessions_for
from activities.sessions.domain.waiting import WAITING, counts_waiting
from children.ledger.enums import ChildState
from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.notify.models import Channel
from tests.conftest import VILLAGE
from tests.factories.activities import make_active_child, make_enrolment, make_session, make_waiting_photo
from tests.factories.volunteers import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FINAL = {SessionState.VERIFIED, SessionState.CANCELLED}
# Past its time each of them is due as this.
PAST = {
    SessionState.DRAFT: {"unpublished"},
    SessionState.PUBLISHED: {"not_closed"},
    SessionState.CLOSED: {"not_closed"},
    SessionState.IN_PROGRESS: {"not_closed"},
    SessionState.COMPLETED: {"not_verified"},
}
# A seat waits for a place or for its day, an offer runs out by itself; the roll waits for whoever calls it.
SEATS = {
    SeatState.REQUESTED: "nobody enters it: asking is being confirmed or waiting",
    SeatState.CONFIRMED: "its session: not_closed, then not_called",
    SeatState.WAITLISTED: "a place, given by promote",
    SeatState.OFFERED: "its volunteer, on their own page; runs out by itself",
    SeatState.CANCELLED: "final",
    SeatState.LATE_CANCELLED: "final",
}


def waiting(user):
    return {name for name, (number, _since) in counts_waiting(user).items() if number}


def test_every_state_is_known_here():
    assert set(SessionState) == FINAL | PAST.keys()
    assert set(SeatState) == SEATS.keys()


@pytest.mark.parametrize("state", list(SessionState))
def test_a_session_past_its_time_is_final_or_due_with_its_age(place, supervisor, state):
    session = make_session(place, days=-3, state=state, cancel_reason="台风")
    Session.objects.unscoped("the test").filter(pk=session.pk).update(changed_at=session.ends)

    found = {due.url.partition("state=")[2]: due for due in due_sessions(supervisor) if due.count}

    assert found.keys() == PAST.get(state, set())
    assert [due.since for due in found.values()] == [session.ends] * len(found)


@pytest.mark.parametrize("state", [SessionState.PUBLISHED, SessionState.CLOSED])
def test_a_session_that_should_have_begun_is_due(place, supervisor, state):
    session = make_session(place, starts=timezone.now() - timedelta(minutes=20), state=state)

    assert counts_waiting(supervisor)["not_begun"] == (1, session.starts)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_roll_is_due_until_everybody_is_marked(place, child, supervisor, outcome):
    make_enrolment(make_session(place, days=-1, state=SessionState.COMPLETED), child, outcome=outcome)

    assert ("not_called" in waiting(supervisor)) == (outcome == Outcome.UNKNOWN)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"days": -1}, "not_closed"),
        ({"days": -1, "state": SessionState.IN_PROGRESS}, "not_closed"),
        ({"starts": timezone.now() - timedelta(minutes=20)}, "not_begun"),
        ({"days": -1, "state": SessionState.COMPLETED}, ""),
        ({"days": 1}, ""),
    ],
)
def test_its_own_page_says_what_to_do(place, supervisor, sign_in, given, name):
    session = make_session(place, **given)

    shown = sign_in(supervisor).get(reverse("activities:desk_session", args=[session.uuid]))

    assert shown.context["waits_for"] == (WAITING[name].label if name else "")
    assert shown.context["may_enrol"] == (given == {"days": 1})


def test_a_session_to_come_waits_only_for_its_day(place, supervisor):
    make_session(place)

    assert waiting(supervisor) == set()


def test_a_session_at_a_place_with_a_serious_hazard_is_due_since_it_was_found(place, supervisor):
    make_session(place)
    found = timezone.localdate() - timedelta(days=4)
    Hazard.objects.create(place=place, description="电线裸露", serious=True, found_on=found)
    Hazard.objects.create(place=place, description="灯不亮")

    number, since = counts_waiting(supervisor)["unsafe"]
    hazards = next(iter(due_at_places(supervisor)))

    assert (number, timezone.localdate(since)) == (1, found)
    assert (hazards.count, hazards.urgency, timezone.localdate(hazards.since)) == (2, "late", found)


@pytest.mark.parametrize(("serious", "told"), [(True, 1), (False, 0)])
def test_who_answers_for_a_session_is_told_of_a_serious_hazard(place, session, village_officer, serious, told):
    make_session(place, days=-3)

    add_hazard(place, description="电线裸露", serious=serious, by=village_officer)

    rows = village_officer.messages.filter(template="activities_unsafe", channel=Channel.IN_SITE)
    assert [message.key.split(":")[2] for message in rows] == [session.uuid.hex] * told


def test_a_place_whose_managers_have_all_left_is_due_for_the_level_above(place, manager, supervisor):
    assert [due.count for due in due_at_places(supervisor) if "managers" in due.label or "负责人" in due.label] == [0]
    day = timezone.localdate() - timedelta(days=2)
    Assignment.objects.filter(user=manager).update(since=day, until=day)

    (due,) = (due for due in due_at_places(supervisor) if due.count)

    assert (due.count, timezone.localdate(due.since)) == (1, day)


def test_an_enrolled_child_whose_record_was_closed_is_due(place, areas, supervisor):
    session = make_session(place)
    make_enrolment(session, make_active_child(areas[VILLAGE], state=ChildState.CLOSED))
    make_enrolment(session, make_active_child(areas[VILLAGE]), state=SeatState.WAITLISTED)

    assert counts_waiting(supervisor)["left"][0] == 1


def test_a_photo_nobody_looked_at_is_due_with_its_age(place, supervisor):
    photo = make_waiting_photo(place)

    assert [due.since for due in due_at_places(supervisor) if "photos" in due.url] == [photo.added_at]


@pytest.mark.parametrize("name", list(WAITING))
def test_the_list_behind_each_count_shows_what_was_counted(place, areas, supervisor, child, name):
    overdue = make_session(place, days=-1, state=SessionState.COMPLETED)
    make_enrolment(overdue, child)
    make_session(place, days=-2)
    make_session(place, starts=timezone.now() - timedelta(minutes=20))
    make_session(place, state=SessionState.DRAFT)
    make_session(place, adults_missing=True, adults_missing_since=timezone.now())
    make_enrolment(make_session(place, days=5), make_active_child(areas[VILLAGE], state=ChildState.CLOSED))
    Hazard.objects.create(place=place, description="电线裸露", serious=True)
    make_session(place, days=6, staff=(make_user(),))

    number, _since = counts_waiting(supervisor)[name]

    assert number > 0
    assert len(sessions_for(supervisor, name)) == number


def test_a_village_officer_is_not_asked_for_what_only_the_township_may_do(place, village_officer, supervisor):
    make_session(place, days=-1, state=SessionState.COMPLETED)

    assert (waiting(village_officer), waiting(supervisor)) == (set(), {"not_verified"})


def test_whoever_leads_no_place_there_is_asked_for_nothing(place, staff):
    make_session(place, days=-2)

    assert waiting(staff(Role.CENTRE_MANAGER, VILLAGE)) == set()


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_counts_cost_the_same_for_one_and_for_three(place, supervisor, sessions, django_assert_num_queries):
    for day in range(sessions):
        make_session(place, days=-1 - day)
    supervisor.current_assignments()

    with django_assert_num_queries(1):
        counts_waiting(supervisor)


@pytest.mark.parametrize(("number", "label"), [(1, "session begins today"), (3, "sessions begin today")])
def test_the_desk_says_one_session_and_three_sessions_today(place, supervisor, number, label):
    for _session in range(number):
        make_session(place, starts=timezone.now())

    with override("en"):
        today = next(due_sessions(supervisor))
    assert (today.count, today.label) == (number, label)
