"""Sessions and places on the desk: who sees which, and what each form says."""

import uuid

import pytest
from django.urls import reverse

from activities.adults.enums import AdultsRefusal
from activities.enums import SessionState
from activities.models import Enrolment, Hazard, Session
from activities.seats.enums import SeatRefusal
from activities.sessions.enums import SessionRefusal
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from tests.conftest import OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.activities import at, make_active_child, make_enrolment, make_place, make_room, make_session

pytestmark = pytest.mark.django_db

PAGES = ["desk_session", "desk_session_edit", "desk_enrol", "desk_roster", "rollcall", "desk_hours"]


def page(name, *keys):
    return reverse(f"activities:{name}", args=keys)


def plan(place, **changes):
    """What is typed into the form of a new session."""
    typed = {
        "title": "周末读书会",
        "kind": "reading",
        "action": "spirit",
        "place": place.pk,
        "room": "",
        "day": at(5).date().isoformat(),
        "begins": "14:00",
        "finishes": "15:30",
        "age_from": "7",
        "age_to": "12",
        "child_capacity": "10",
        "volunteer_capacity": "2",
        "staff": [],
    }
    return typed | changes


@pytest.fixture
def office(sign_in, village_officer):
    """The village officer's browser."""
    return sign_in(village_officer)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.VILLAGE_OFFICER, OTHER_VILLAGE),
        (Role.TOWNSHIP_SUPERVISOR, OTHER_TOWNSHIP),
        (Role.CENTRE_MANAGER, VILLAGE),
        (Role.AUDITOR, TOWNSHIP),
        (Role.OPERATOR, TOWNSHIP),
    ],
)
def test_outsiders_and_managers_of_other_places_get_404(sign_in, staff, session, name, role, code):
    browser = sign_in(staff(role, code, "outsider@example.test"))

    assert browser.get(page(name, session.uuid)).status_code == 404


def test_a_centre_manager_sees_only_their_own_place_and_its_sessions(sign_in, areas, session, manager):
    make_session(make_place(areas[VILLAGE]))
    browser = sign_in(manager)

    assert list(browser.get("/desk/activities/").context["page"].object_list) == [session]
    assert list(browser.get("/desk/places/").context["places"]) == [session.place]
    assert browser.get(page("rollcall", session.uuid)).status_code == 200


def test_a_centre_manager_may_not_choose_children(sign_in, manager, session):
    assert sign_in(manager).get(page("desk_enrol", session.uuid)).status_code == 404


def test_opening_a_session_is_written_to_the_audit_log(office, village_officer, session):
    office.get(page("desk_session", session.uuid))

    assert AuditEvent.objects.get(action="session.read").target_id == str(session.uuid)


def test_planning_makes_a_draft(office, village_officer, place):
    office.post("/desk/activities/add/", plan(place, staff=[village_officer.pk], child_capacity="１２"))

    made = Session.objects.unscoped("the test looks").get()
    assert (made.state, made.child_capacity, made.minutes, list(made.staff.all())) == (
        "draft",
        12,
        90,
        [village_officer],
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"finishes": "14:00"}, "finishes"),
        ({"day": at(-1).date().isoformat()}, "day"),
        ({"age_from": "13"}, "age_to"),
        ({"child_capacity": "-1"}, "child_capacity"),
        ({"title": ""}, "title"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_what_was_typed_stays(office, place, changes, field):
    response = office.post("/desk/activities/add/", plan(place, bring="水杯", **changes))

    assert list(response.context["form"].errors) == [field]
    assert "水杯" in response.content.decode()
    assert Session.objects.unscoped("the test counts").count() == 0


def test_the_place_of_another_village_is_not_offered(office, areas):
    response = office.post("/desk/activities/add/", plan(make_place(areas[OTHER_VILLAGE])))

    assert "place" in response.context["form"].errors


def test_capacity_below_what_is_taken_is_refused_beside_the_field(office, place, areas):
    session = make_session(place)
    for _ in range(2):
        make_enrolment(session, make_active_child(areas[VILLAGE]))

    response = office.post(page("desk_session_edit", session.uuid), plan(place, child_capacity="1"))

    assert list(response.context["form"].errors) == ["child_capacity"]


def test_a_booked_room_is_said_beside_the_room(office, place):
    room = make_room(place)
    make_session(place, room=room, starts=at(5, 14))
    session = make_session(place)

    response = office.post(page("desk_session_edit", session.uuid), plan(place, room=room.pk))

    assert response.context["form"].errors["room"] == [str(SessionRefusal.ROOM_TAKEN.label)]


def test_publishing_and_cancelling_by_the_buttons(office, place, village_officer, manager):
    session = make_session(place, staff=(village_officer, manager), state=SessionState.DRAFT)
    do = page("desk_session_do", session.uuid)

    office.post(do, {"do": "publish"})
    assert Session.objects.unscoped("the test looks").get().state == SessionState.PUBLISHED

    empty = office.post(do, {"do": "cancel", "reason": ""})
    assert list(empty.context["form"].errors) == ["reason"]
    office.post(do, {"do": "cancel", "reason": "台风", "sure": "yes"})
    assert Session.objects.unscoped("the test looks").get().cancel_reason == "台风"


def test_what_is_missing_before_publishing_is_listed(office, place, village_officer):
    session = make_session(place, staff=(village_officer,), state=SessionState.DRAFT)

    response = office.get(page("desk_session", session.uuid))

    assert response.context["ready"] is False
    assert str(AdultsRefusal.TOO_FEW_ADULTS.label) in response.content.decode()


def test_children_are_chosen_by_case_number_or_called_name(office, session, areas):
    rain = make_active_child(areas[VILLAGE], called_name="小雨")
    make_active_child(areas[VILLAGE], called_name="乐乐")
    make_active_child(areas[OTHER_VILLAGE], called_name="小雨雨")
    enrol = page("desk_enrol", session.uuid)

    assert office.post(enrol, {"q": "小雨"}).context["children"] == [rain]
    assert office.post(enrol, {"q": rain.case_number}).context["children"] == [rain]
    assert len(office.get(enrol).context["children"]) == 2


def test_siblings_are_enrolled_by_ticking_them(office, session, areas):
    children = [make_active_child(areas[VILLAGE]) for _ in range(2)]
    stranger = make_active_child(areas[OTHER_VILLAGE])

    office.post(page("desk_enrol", session.uuid), {"child": [c.uuid for c in [*children, stranger]]})

    assert {seat.child for seat in Enrolment.objects.unscoped("the test looks").select_related("child")} == set(
        children
    )


def test_a_refused_enrolment_says_why_and_keeps_the_ticks(office, session, areas):
    small = make_active_child(areas[VILLAGE], birth_year=at(2).year - 7)

    response = office.post(page("desk_enrol", session.uuid), {"child": [small.uuid, "nonsense"]})

    assert response.context["form"].non_field_errors() == [str(SeatRefusal.COLLECTOR_MISSING.label)]
    assert response.context["chosen"] == {small.uuid}


def test_a_child_is_taken_off(office, session, child):
    seat = make_enrolment(session, child)

    office.post(page("desk_take_off", session.uuid, seat.uuid), {"sure": "yes"})

    assert Enrolment.objects.unscoped("the test looks").get().state == "cancelled"


def test_the_roster_shows_called_names_and_no_full_names(office, session, areas):
    make_enrolment(session, make_active_child(areas[VILLAGE], called_name="小雨", full_name="测试全名"))

    text = office.get(page("desk_roster", session.uuid)).content.decode()

    assert ("小雨" in text, "测试全名" in text) == (True, False)
    assert AuditEvent.objects.filter(action="session.print_roster").count() == 1


def test_a_hazard_is_written_down_and_resolved(office, place):
    office.post(page("desk_place", place.uuid), {"description": "插座裸露", "serious": "on"})
    hazard = Hazard.objects.get()
    assert hazard.serious is True

    office.post(page("desk_hazard_resolve", place.uuid, hazard.uuid), {"sure": "yes"})
    hazard.refresh_from_db()
    assert hazard.resolved_on is not None


def test_a_place_elsewhere_is_not_found(office, areas):
    elsewhere = make_place(areas[OTHER_VILLAGE])

    assert office.get(page("desk_place", elsewhere.uuid)).status_code == 404
    assert office.get(page("desk_place", uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(office, place, number, django_assert_max_num_queries):
    for _ in range(number):
        make_session(place)
    office.get("/desk/activities/")

    with django_assert_max_num_queries(9):
        assert len(office.get("/desk/activities/").context["page"].object_list) == number
