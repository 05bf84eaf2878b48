"""One rule for groups, when they are enrolled and when they move up (decision 0019)."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from activities.enums import SeatState
from activities.models import Enrolment, Session
from activities.seats.domain.enrolment import enrol, enrol_many, withdraw_child
from children.ledger.enums import ChildState
from portal.accounts.enums import Role
from tests.conftest import VILLAGE
from tests.factories.activities import make_active_child, make_enrolment, make_place, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def children(areas):
    return lambda number: [make_active_child(areas[VILLAGE]) for _ in range(number)]


def now(record):
    return type(record).objects.unscoped("the test looks again").get(pk=record.pk)


def states(seats):
    return [now(seat).state for seat in seats]


def test_of_children_ticked_together_as_many_are_enrolled_as_there_are_places(place, children, village_officer):
    session = make_session(place, child_capacity=2)

    made = enrol_many(children(5), session, by=village_officer)

    assert states(made) == ["confirmed"] * 2 + ["waitlisted"] * 3
    assert now(session).children_taken == 2


def test_they_get_places_in_the_order_in_which_they_were_ticked(place, children, village_officer):
    session = make_session(place, child_capacity=1)
    first, second = children(2)

    made = enrol_many([second, first], session, by=village_officer)

    assert [(seat.child, seat.state) for seat in made] == [(second, "confirmed"), (first, "waitlisted")]


def test_brothers_and_sisters_all_wait_when_one_place_is_missing(place, children, village_officer):
    session = make_session(place, child_capacity=2)

    made = enrol_many(children(3), session, by=village_officer, together=True)

    assert (states(made), now(session).children_taken) == (["waitlisted"] * 3, 0)


def test_brothers_and_sisters_move_up_together(place, children, village_officer):
    session = make_session(place, child_capacity=2)
    one, two = enrol_many(children(2), session, by=village_officer)
    siblings = enrol_many(children(2), session, by=village_officer, together=True)

    withdraw_child(one, by=village_officer)
    assert states(siblings) == ["waitlisted", "waitlisted"]
    withdraw_child(two, by=village_officer)
    assert states(siblings) == ["confirmed", "confirmed"]


def test_while_there_are_too_few_places_for_them_the_next_child_is_not_kept_waiting(place, children, village_officer):
    session = make_session(place, child_capacity=2)
    one, two = enrol_many(children(2), session, by=village_officer)
    siblings = enrol_many(children(2), session, by=village_officer, together=True)
    (single,) = enrol_many(children(1), session, by=village_officer)

    withdraw_child(one, by=village_officer)

    assert (states(siblings), states([single])) == (["waitlisted"] * 2, ["confirmed"])
    assert now(session).children_taken == 2
    assert now(two).state == SeatState.CONFIRMED


def test_they_keep_their_place_in_line(place, children, village_officer):
    session = make_session(place, child_capacity=2)
    one, two = enrol_many(children(2), session, by=village_officer)
    siblings = enrol_many(children(2), session, by=village_officer, together=True)
    later = enrol_many(children(2), session, by=village_officer, together=True)

    withdraw_child(one, by=village_officer)
    withdraw_child(two, by=village_officer)

    assert states([*siblings, *later]) == ["confirmed"] * 2 + ["waitlisted"] * 2


def test_when_one_of_them_no_longer_waits_the_others_may_fit(place, children, village_officer):
    session = make_session(place, child_capacity=2)
    siblings = enrol_many(children(3), session, by=village_officer, together=True)

    withdraw_child(siblings[0], by=village_officer)

    assert states(siblings) == ["cancelled", "confirmed", "confirmed"]


def test_a_child_that_is_no_longer_in_the_ledger_does_not_move_up(place, children, village_officer):
    session = make_session(place, child_capacity=1)
    (held,) = enrol_many(children(1), session, by=village_officer)
    gone, here = enrol_many(children(2), session, by=village_officer)
    gone.child.state = ChildState.CLOSED
    gone.child.save()

    withdraw_child(held, by=village_officer)

    assert states([gone, here]) == ["waitlisted", "confirmed"]


def test_one_child_alone_is_no_group(place, children, village_officer):
    session = make_session(place, child_capacity=1)

    (seat,) = enrol_many(children(1), session, by=village_officer, together=True)

    assert (seat.together, seat.state) == (None, SeatState.CONFIRMED)


def test_a_family_that_takes_single_places_keeps_its_place_in_line(place, children, village_officer, sign_in):
    session = make_session(place, child_capacity=2)
    one, _two = enrol_many(children(2), session, by=village_officer)
    siblings = enrol_many(children(2), session, by=village_officer, together=True)
    (later,) = enrol_many(children(1), session, by=village_officer)
    office = sign_in(village_officer)

    for _again in range(2):
        office.post(reverse("activities:desk_split", args=[session.uuid, siblings[0].uuid]), {"sure": "yes"})
    withdraw_child(one, by=village_officer)

    assert states([*siblings, later]) == ["confirmed", "waitlisted", "waitlisted"]


@pytest.mark.django_db(transaction=True)
def test_many_enrolments_at_once_split_no_family_and_leave_no_place_empty(areas, staff):
    officer = staff(Role.VILLAGE_OFFICER, VILLAGE)
    session = make_session(make_place(areas[VILLAGE]), child_capacity=9)
    parties = [[make_active_child(areas[VILLAGE]) for _ in range(size)] for size in [2, 1] * 7]
    together, failures = threading.Barrier(len(parties)), []

    def claim(party):
        try:
            together.wait()
            enrol_many(party, session, by=officer, together=True)
        except Exception as error:  # noqa: BLE001  any error in a thread fails the test below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=claim, args=[party]) for party in parties]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = list(Enrolment.objects.unscoped("the test counts"))
    families = {}
    for row in rows:
        families.setdefault(row.together or row.uuid, set()).add(row.state)
    taken = Session.objects.unscoped("the test looks again").get(pk=session.pk).children_taken
    assert failures == []
    assert {len(found) for found in families.values()} == {1}
    assert taken == sum(row.state == SeatState.CONFIRMED for row in rows) == 9


@pytest.mark.django_db(transaction=True)
def test_of_many_withdrawals_at_once_each_place_is_given_on_once(areas, staff):
    officer = staff(Role.VILLAGE_OFFICER, VILLAGE)
    session = make_session(make_place(areas[VILLAGE]), child_capacity=6)
    held = [enrol(make_active_child(areas[VILLAGE]), session, by=officer) for _ in range(6)]
    pairs = [
        enrol_many([make_active_child(areas[VILLAGE]) for _ in range(2)], session, by=officer, together=True)
        for _ in range(4)
    ]
    barrier, failures = threading.Barrier(5), []

    def leave(seat):
        try:
            barrier.wait()
            withdraw_child(seat, by=officer)
        except Exception as error:  # noqa: BLE001  any error in a thread fails the test below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[seat]) for seat in held[:5]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (failures, [set(states(pair)) for pair in pairs]) == (
        [],
        [{"confirmed"}, {"confirmed"}, {"waitlisted"}, {"waitlisted"}],
    )
    assert now(session).children_taken == 5


def test_a_child_that_waits_for_itself_is_first_when_it_asked_first(place, children, village_officer):
    session = make_session(place, child_capacity=2)
    held = enrol_many(children(2), session, by=village_officer)
    single = make_enrolment(session, children(1)[0], state=SeatState.WAITLISTED)
    siblings = enrol_many(children(2), session, by=village_officer, together=True)

    withdraw_child(held[0], by=village_officer)

    assert (states([single]), states(siblings)) == (["confirmed"], ["waitlisted"] * 2)
