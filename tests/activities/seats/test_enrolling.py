"""A child's place: age, collector, siblings, waiting list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.enums import CommonRefusal, SeatState
from activities.models import Enrolment, Session
from activities.seats.domain.enrolment import enrol, enrol_denied_reason, enrol_many, withdraw_child
from activities.seats.enums import SeatRefusal
from children.ledger.enums import ChildState
from portal.accounts.enums import Role
from portal.changes.denied import Denied
from portal.notify.models import Message
from tests.asking import fresh
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.factories.activities import make_active_child, make_enrolment, make_session

pytestmark = pytest.mark.django_db


def born(session, age):
    """The year of birth of a child who is `age` at the end of the session's year."""
    return timezone.localdate(session.starts).year - age


def test_enrolling_confirms_counts_and_is_written_down(session, child, village_officer):
    enrolment = enrol(child, session, by=village_officer)

    assert (enrolment.state, enrolment.enrolled_by, fresh(session).children_taken) == ("confirmed", village_officer, 1)


@pytest.mark.parametrize(
    ("age", "reason"),
    [
        (6, SeatRefusal.WRONG_AGE),
        (7, SeatRefusal.COLLECTOR_MISSING),
        (9, None),
        (13, None),
        (14, SeatRefusal.WRONG_AGE),
    ],
)
def test_the_year_of_birth_decides_about_the_age_in_favour_of_the_child(session, areas, age, reason):
    child = make_active_child(areas[VILLAGE], birth_year=born(session, age))

    assert enrol_denied_reason(session, child) == reason


def test_who_collects_a_child_under_eight_is_written_down_encrypted(session, areas, village_officer):
    small = make_active_child(areas[VILLAGE], birth_year=born(session, 7))

    enrolment = enrol(small, session, by=village_officer, collected_by="外婆")

    assert fresh(enrolment).collected_by == "外婆"
    assert "外婆" not in str(Enrolment.plain.filter(pk=enrolment.pk).values("collected_by")[0]["collected_by"])


def test_a_record_that_is_not_active_is_refused(session, areas):
    draft = make_active_child(areas[VILLAGE], state=ChildState.DRAFT)

    assert enrol_denied_reason(session, draft) == SeatRefusal.CHILD_NOT_ACTIVE


def test_a_child_is_never_in_two_places_at_once(place, session, child):
    make_enrolment(make_session(place, starts=session.starts + timedelta(hours=1)), child)

    assert enrol_denied_reason(session, child) == SeatRefusal.OVERLAP


def test_siblings_get_places_together_or_wait_together(place, areas, village_officer):
    session = make_session(place, child_capacity=3)
    first = [make_active_child(areas[VILLAGE]) for _ in range(2)]
    second = [make_active_child(areas[VILLAGE]) for _ in range(2)]

    got = enrol_many(first, session, by=village_officer, together=True)
    wait = enrol_many(second, session, by=village_officer, together=True)

    assert [seat.state for seat in [*got, *wait]] == ["confirmed", "confirmed", "waitlisted", "waitlisted"]
    assert fresh(session).children_taken == 2


def test_one_refused_sibling_means_none_is_enrolled(session, areas, village_officer):
    children = [make_active_child(areas[VILLAGE]), make_active_child(areas[VILLAGE], state=ChildState.DRAFT)]

    with pytest.raises(Denied):
        enrol_many(children, session, by=village_officer)
    assert Enrolment.objects.unscoped("the test counts").count() == 0


def test_withdrawing_promotes_the_next_child_and_tells_who_enrolled_it(place, areas, village_officer, county_officer):
    session = make_session(place, child_capacity=1)
    gone = make_enrolment(session, make_active_child(areas[VILLAGE]))
    waiting = make_enrolment(
        session, make_active_child(areas[VILLAGE]), state=SeatState.WAITLISTED, enrolled_by=county_officer
    )

    withdraw_child(gone, by=village_officer)

    assert [fresh(gone).state, fresh(waiting).state] == ["cancelled", "confirmed"]
    assert Message.objects.filter(template="activities_child_promoted", recipient=county_officer).count() == 2


def test_a_message_about_a_child_does_not_hold_its_name(place, areas, village_officer):
    session = make_session(place, child_capacity=1)
    gone = make_enrolment(session, make_active_child(areas[VILLAGE]))
    make_enrolment(session, make_active_child(areas[VILLAGE]), state=SeatState.WAITLISTED, enrolled_by=village_officer)

    withdraw_child(gone, by=village_officer)

    assert "小雨" not in str(list(Message.objects.values_list("context", flat=True)))


def test_an_officer_from_elsewhere_may_not_enrol(session, child, staff):
    with pytest.raises(Denied) as refusal:
        enrol(child, session, by=staff(Role.VILLAGE_OFFICER, OTHER_VILLAGE))

    assert refusal.value.reason == CommonRefusal.NOT_YOURS
    assert Session.objects.unscoped("the test looks again").get(pk=session.pk).children_taken == 0
