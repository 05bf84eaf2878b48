"""From draft to public: the two-adult rule, hazards, rooms, places and times."""

import pytest

from activities.adults.domain.counting import adults_needed
from activities.adults.enums import AdultsRefusal
from activities.enums import CommonRefusal, SeatState, SessionState
from activities.models import Session
from activities.places.domain.hazards import add_hazard, resolve_hazard
from activities.sessions.domain.publishing import cancel, close, publish, publish_checks, publish_denied_reason
from activities.sessions.enums import SessionRefusal
from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.notify.models import Message
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.factories.activities import (
    came,
    make_active_child,
    make_duty,
    make_enrolment,
    make_hours,
    make_place,
    make_room,
    make_serving_volunteer,
    make_session,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(place, village_officer, manager):
    return make_session(place, staff=(village_officer, manager), state=SessionState.DRAFT, created_by=village_officer)


def test_a_session_with_two_vetted_adults_is_published(draft, village_officer):
    published = publish(draft, by=village_officer)

    assert (published.state, list(Session.objects.public())) == (SessionState.PUBLISHED, [draft])
    assert AuditEvent.objects.get(action="session.publish").actor == village_officer


@pytest.mark.database
@pytest.mark.parametrize("person", ["volunteer", "child"])
def test_nobody_is_in_two_places_once_a_draft_is_published(draft, place, areas, village_officer, manager, person):
    """A draft books nothing: whoever was written down for it may have been taken elsewhere since."""
    somebody = {"volunteer": make_serving_volunteer, "child": make_active_child}[person](areas[VILLAGE])
    take_part = {"volunteer": make_duty, "child": make_enrolment}[person]
    take_part(draft, somebody)
    take_part(make_session(place, staff=(), state=SessionState.PUBLISHED), somebody)

    assert publish_denied_reason(draft, by=village_officer) == SessionRefusal.PEOPLE_BUSY


def test_one_adult_is_not_enough(place, village_officer):
    alone = make_session(place, staff=(village_officer,), state=SessionState.DRAFT)

    assert publish_denied_reason(alone, by=village_officer) == AdultsRefusal.TOO_FEW_ADULTS


def test_a_volunteer_with_a_lapsed_check_is_not_a_vetted_adult(place, areas, village_officer):
    session = make_session(place, staff=(village_officer,), state=SessionState.DRAFT)
    make_duty(session, make_serving_volunteer(areas[VILLAGE], days=1))

    assert publish_denied_reason(session, by=village_officer) == AdultsRefusal.TOO_FEW_ADULTS


def test_a_confirmed_volunteer_counts_and_one_who_waits_does_not(place, areas, village_officer):
    session = make_session(place, staff=(village_officer,), state=SessionState.DRAFT)
    waiting = make_duty(session, make_serving_volunteer(areas[VILLAGE]), state=SeatState.WAITLISTED)
    assert publish_denied_reason(session, by=village_officer) == AdultsRefusal.TOO_FEW_ADULTS

    waiting.delete()
    make_duty(session, make_serving_volunteer(areas[VILLAGE]))
    assert publish_denied_reason(session, by=village_officer) is None


def test_staff_whose_appointment_has_ended_do_not_count(draft, manager, village_officer):
    assignment = Assignment.objects.get(user=manager)
    assignment.since, assignment.until = draft.starts.date().replace(year=2020), draft.starts.date()
    assignment.save()

    assert publish_denied_reason(draft, by=village_officer) == AdultsRefusal.TOO_FEW_ADULTS


def test_staff_who_lead_another_session_then_do_not_count(draft, place, manager, village_officer):
    make_session(place, staff=(manager,))

    assert publish_denied_reason(draft, by=village_officer) == AdultsRefusal.TOO_FEW_ADULTS


def new_volunteers_only(place):
    session = make_session(place, state=SessionState.DRAFT)
    return session, [make_duty(session, make_serving_volunteer(place.area)) for _ in range(2)]


def test_two_new_volunteers_are_not_experienced(place, village_officer):
    session, _duties = new_volunteers_only(place)

    assert publish_denied_reason(session, by=village_officer) == AdultsRefusal.NONE_EXPERIENCED


def test_three_verified_sessions_make_a_volunteer_experienced(place, village_officer):
    session, duties = new_volunteers_only(place)
    for days in (-3, -4, -5):
        past = make_session(place, days=days, state=SessionState.VERIFIED)
        make_hours(came(make_duty(past, duties[0].volunteer)), village_officer)

    assert publish_denied_reason(session, by=village_officer) is None


@pytest.mark.parametrize(
    ("children", "youngest", "adults"),
    [(1, 12, 2), (24, 9, 2), (25, 9, 3), (16, 6, 2), (17, 8, 3), (10, 5, 2), (11, 5, 3), (11, None, 3)],
)
def test_the_younger_the_children_the_more_adults(children, youngest, adults):
    assert adults_needed(children, youngest) == adults


def test_too_many_places_for_the_adults_planned_are_refused(place, village_officer, manager):
    session = make_session(
        place, staff=(village_officer, manager), state=SessionState.DRAFT, child_capacity=33, volunteer_capacity=2
    )

    assert publish_denied_reason(session, by=village_officer) == AdultsRefusal.RATIO


def test_a_serious_hazard_blocks_until_it_is_resolved(draft, village_officer):
    hazard = add_hazard(draft.place, description="插座裸露", serious=True, by=village_officer)
    assert publish_denied_reason(draft, by=village_officer) == SessionRefusal.HAZARD

    resolve_hazard(hazard, by=village_officer)
    assert publish_denied_reason(draft, by=village_officer) is None


def test_a_small_hazard_does_not_block(draft, village_officer):
    add_hazard(draft.place, description="灯泡暗", serious=False, by=village_officer)

    assert publish_denied_reason(draft, by=village_officer) is None


def test_a_past_session_and_a_taken_room_are_refused(place, village_officer, manager):
    room, team = make_room(place), (village_officer, manager)
    past = make_session(place, days=-1, staff=team, state=SessionState.DRAFT)
    make_session(place, room=room)
    twice = make_session(place, room=room, staff=team, state=SessionState.DRAFT)

    assert publish_denied_reason(past, by=village_officer) == CommonRefusal.PAST
    assert publish_denied_reason(twice, by=village_officer) == SessionRefusal.ROOM_TAKEN


def test_every_rule_is_a_line_and_the_met_ones_are_ticked(place, village_officer):
    session = make_session(place, staff=(village_officer,), state=SessionState.DRAFT)

    reasons = [check.reason for check in publish_checks(session, by=village_officer)]

    assert reasons == [None, None, None, None, None, AdultsRefusal.TOO_FEW_ADULTS, None, None]


def test_a_centre_manager_publishes_only_at_their_own_place(areas, draft, staff, manager):
    elsewhere = make_session(make_place(areas[VILLAGE]), staff=(manager,), state=SessionState.DRAFT)

    assert publish(draft, by=manager).state == SessionState.PUBLISHED
    with pytest.raises(Denied) as refusal:
        publish(elsewhere, by=manager)
    assert refusal.value.reason == CommonRefusal.NOT_YOURS


def test_an_officer_of_another_village_may_not_publish(draft, staff):
    stranger = staff(Role.VILLAGE_OFFICER, OTHER_VILLAGE)

    with pytest.raises(Denied) as refusal:
        publish(draft, by=stranger)
    assert refusal.value.reason == CommonRefusal.NOT_YOURS


def test_cancelling_tells_everyone_once_and_names_nobody(session, volunteer, child, village_officer, county_officer):
    make_duty(session, volunteer)
    make_enrolment(session, child, enrolled_by=county_officer)

    cancel(session, reason="台风停课", by=village_officer)

    told = set(Message.objects.filter(template="activities_cancelled").values_list("recipient__email", flat=True))
    assert told == {user.email for user in [*session.staff.all(), volunteer.user, county_officer]}
    assert Message.objects.filter(template="activities_cancelled").first().context["reason"] == "台风停课"


def test_cancelling_asks_for_a_reason_and_happens_once(session, village_officer):
    with pytest.raises(Denied) as refusal:
        cancel(session, reason=" ", by=village_officer)
    assert refusal.value.reason == SessionRefusal.REASON_MISSING

    cancel(session, reason="台风停课", by=village_officer)
    with pytest.raises(Denied) as refusal:
        cancel(session, reason="台风停课", by=village_officer)
    assert refusal.value.reason == CommonRefusal.WRONG_STATE


def test_closing_ends_signing_up(session, village_officer):
    assert close(session, by=village_officer).state == SessionState.CLOSED


def test_the_rule_can_be_switched_off_by_a_setting(place, village_officer, settings):
    settings.TONGXIN_TWO_ADULT_RULE = False

    assert publish_denied_reason(make_session(place, state=SessionState.DRAFT), by=village_officer) is None


def test_a_child_is_not_needed_to_be_known_for_the_plan(draft, areas, village_officer):
    make_enrolment(draft, make_active_child(areas[VILLAGE]))

    assert publish_denied_reason(draft, by=village_officer) is None
