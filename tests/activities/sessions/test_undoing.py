"""What is taken back is asked anew on the locked row: whose it is, what it has become, who may be with children."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from activities.enums import CommonRefusal, Outcome, SeatState, SessionState
from activities.seats.enums import SeatRefusal
from activities.sessions.domain.moving import may_denied_reason, move, yours_denied_reason
from activities.sessions.domain.undoing import (
    child_did_not_come,
    enrol_again,
    help_again,
    reopen,
    seat_denied_reason,
    take_place_after_all,
    volunteer_did_not_come,
)
from activities.sessions.transitions import CLOSE, REOPEN
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.notify.models import Message
from tests.asking import fresh
from tests.conftest import VILLAGE
from tests.factories.activities import (
    make_active_child,
    make_duty,
    make_enrolment,
    make_place,
    make_serving_volunteer,
    make_session,
)
from volunteers.application.domain.lifecycle import suspend

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def reason_of(act, detail, by):
    with pytest.raises(Denied) as denied:
        act(detail, by=by)
    return denied.value.reason


def seat_of(seat, **more):
    return {"seat": str(seat.uuid), **more}


def of(session, state=""):
    return {"session": str(session.uuid), "state": state}


def seats_of(session, areas):
    """A child's and a volunteer's seat, both withdrawn, with the act that gives each back."""
    withdrawn = {"state": SeatState.CANCELLED, "withdrawn_at": timezone.now()}
    child = make_enrolment(session, make_active_child(areas[VILLAGE]), **withdrawn)
    helper = make_duty(session, make_serving_volunteer(areas[VILLAGE]), **withdrawn)
    return [(enrol_again, child), (help_again, helper)]


def test_who_had_a_place_has_it_again_while_it_is_free(session, areas, village_officer):
    for act, seat in seats_of(session, areas):
        act(seat_of(seat, held=True), by=village_officer)
        assert (fresh(seat).state, fresh(seat).withdrawn_at) == (SeatState.CONFIRMED, None)

    assert (fresh(session).children_taken, fresh(session).volunteers_taken) == (1, 1)


def test_who_only_waited_waits_again_although_there_is_a_place_less(session, areas, village_officer):
    full = make_session(session.place, starts=session.starts + timedelta(days=1), child_capacity=1)
    (_act, seat), _ = seats_of(full, areas)
    make_enrolment(full, make_active_child(areas[VILLAGE]))

    enrol_again(seat_of(seat, held=False), by=village_officer)

    assert (fresh(seat).state, fresh(full).children_taken) == (SeatState.WAITLISTED, 1)


def test_each_return_is_written_down_under_its_own_name(session, areas, village_officer):
    for act, seat in seats_of(session, areas):
        act(seat_of(seat, held=True), by=village_officer)

    written = AuditEvent.objects.filter(action__endswith=".restore").values_list("action", "actor")
    assert sorted(written) == [("duty.restore", village_officer.pk), ("enrolment.restore", village_officer.pk)]


@pytest.mark.parametrize("state", ["confirmed", "waitlisted"])
def test_a_seat_that_nobody_gave_back_is_not_given_again(state, session, child, village_officer):
    seat = make_enrolment(session, child, state=state)

    assert reason_of(enrol_again, seat_of(seat, held=True), village_officer) == CommonRefusal.WRONG_STATE


def test_nothing_comes_back_to_a_session_that_is_cancelled_or_has_begun(place, areas, village_officer):
    cancelled = make_session(place, state=SessionState.CANCELLED, cancel_reason="台风")
    begun = make_session(place, starts=timezone.now() - timedelta(minutes=1))

    for session, reason in ((cancelled, CommonRefusal.CANCELLED), (begun, CommonRefusal.PAST)):
        for act, seat in seats_of(session, areas):
            assert seat_denied_reason(seat, session) == reason
            assert reason_of(act, seat_of(seat, held=True), village_officer) == reason
            assert fresh(seat).state == SeatState.CANCELLED


def test_who_does_not_manage_the_place_gives_nobody_a_seat_there(session, areas, volunteer, staff):
    for act, seat in seats_of(session, areas):
        assert reason_of(act, seat_of(seat, held=True), volunteer.user) == CommonRefusal.NOT_YOURS


def test_a_volunteer_suspended_meanwhile_is_not_among_children_again(session, areas, county_officer, village_officer):
    _, (_act, duty) = seats_of(session, areas)
    suspend(duty.volunteer, by=county_officer, reason="正在核实")

    assert reason_of(help_again, seat_of(duty, held=True), village_officer) == SeatRefusal.SUSPENDED
    assert (fresh(duty).state, fresh(session).volunteers_taken) == (SeatState.CANCELLED, 0)


def test_closing_is_taken_back_once(place, village_officer):
    session = make_session(place, state=SessionState.CLOSED)

    reopen(of(session), by=village_officer)

    assert fresh(session).state == SessionState.PUBLISHED
    assert reason_of(reopen, of(session), village_officer) == CommonRefusal.WRONG_STATE


def test_opening_again_lets_in_who_waits(place, child, village_officer):
    session = make_session(place, state=SessionState.CLOSED)
    seat = make_enrolment(session, child, state=SeatState.WAITLISTED)

    reopen(of(session), by=village_officer)

    assert (fresh(seat).state, fresh(session).children_taken) == (SeatState.CONFIRMED, 1)


@pytest.mark.parametrize("state", ["draft", "published", "closed"])
def test_a_cancelled_session_is_what_it_was(state, place, village_officer):
    session = make_session(place, state=SessionState.CANCELLED, cancel_reason="台风")

    take_place_after_all(of(session, state), by=village_officer)

    assert (fresh(session).state, fresh(session).cancel_reason) == (state, "")


def test_who_had_signed_up_hears_that_it_takes_place_and_of_a_draft_nobody(place, volunteer, village_officer):
    public = make_session(place, state=SessionState.CANCELLED, cancel_reason="台风")
    draft = make_session(place, state=SessionState.CANCELLED, cancel_reason="台风", published_at=None, days=5)
    make_duty(public, volunteer)

    take_place_after_all(of(draft, "draft"), by=village_officer)
    assert not Message.objects.filter(template="activities_takes_place").exists()
    take_place_after_all(of(public, "published"), by=village_officer)

    told = Message.objects.filter(template="activities_takes_place").values_list("recipient", flat=True)
    assert set(told) == {volunteer.user_id, village_officer.pk}


def written_down(session, areas, manager, **more):
    """Both kinds of seat as a walk-in leaves them, with the act that takes it back."""
    came = {"walk_in": True, "outcome": Outcome.PRESENT, "marked_by": manager, "marked_at": timezone.now(), **more}
    child = make_enrolment(session, make_active_child(areas[VILLAGE]), **came)
    helper = make_duty(session, make_serving_volunteer(areas[VILLAGE]), **came)
    return [(child_did_not_come, child), (volunteer_did_not_come, helper)]


@pytest.fixture
def running(place):
    return make_session(place, starts=timezone.now() - timedelta(minutes=5))


def test_who_was_not_there_is_on_no_roll_and_holds_no_place(running, areas, manager):
    for act, seat in written_down(running, areas, manager):
        act(seat_of(seat, before=""), by=manager)
        row = fresh(seat)
        assert (row.state, row.outcome, row.walk_in, row.marked_by, row.marked_at) == (
            *(SeatState.CANCELLED, Outcome.UNKNOWN, False),
            *(None, None),
        )

    assert (fresh(running).children_taken, fresh(running).volunteers_taken) == (0, 0)


def test_who_waited_before_waits_again(running, areas, manager):
    for act, seat in written_down(running, areas, manager):
        act(seat_of(seat, before="waitlisted"), by=manager)
        assert (fresh(seat).state, fresh(seat).withdrawn_at) == (SeatState.WAITLISTED, None)


def test_a_roll_is_not_changed_after_the_hours_were_verified(running, areas, manager):
    seats = written_down(running, areas, manager)
    type(running).objects.unscoped("test").filter(pk=running.pk).update(state=SessionState.VERIFIED)

    for act, seat in seats:
        assert reason_of(act, seat_of(seat, before=""), manager) == CommonRefusal.WRONG_STATE
        assert fresh(seat).outcome == Outcome.PRESENT


def test_who_had_signed_up_before_is_not_taken_off_as_a_walk_in(running, areas, manager):
    for act, seat in written_down(running, areas, manager, walk_in=False):
        assert reason_of(act, seat_of(seat, before=""), manager) == CommonRefusal.WRONG_STATE


def test_a_transition_is_refused_for_another_place_before_it_is_for_the_state(session, areas, village_officer, staff):
    elsewhere = make_session(make_place(areas["331125105001"]))
    stranger = fresh(elsewhere)

    assert yours_denied_reason(CLOSE, session, village_officer) is None
    assert yours_denied_reason(CLOSE, stranger, village_officer) == CommonRefusal.NOT_YOURS
    assert may_denied_reason(CLOSE, session, village_officer) is None
    assert may_denied_reason(REOPEN, session, village_officer) == CommonRefusal.WRONG_STATE
    assert may_denied_reason(REOPEN, stranger, village_officer) == CommonRefusal.NOT_YOURS
    assert yours_denied_reason(REOPEN, session, village_officer) is None


def test_a_session_moves_once(session, village_officer):
    moved = move(session, CLOSE, by=village_officer, denied=partial(may_denied_reason, CLOSE))

    assert (moved.state, fresh(session).state) == (SessionState.CLOSED, SessionState.CLOSED)
    with pytest.raises(Denied) as denied:
        move(session, CLOSE, by=village_officer, denied=partial(may_denied_reason, CLOSE))
    assert denied.value.reason == CommonRefusal.WRONG_STATE
