"""Sessions against a curious clerk, an eager manager and a volunteer without standing."""

import pytest
from django.test import Client
from django.urls import reverse

from activities.enums import CommonRefusal, Outcome, SessionState
from activities.models import Duty, Enrolment, HoursEntry, Session
from activities.places.domain.editing import change_place
from activities.seats.domain.enrolment import enrol
from portal.accounts.enums import Role
from portal.changes.denied import Denied
from portal.notify.delivery import deliver_message
from portal.notify.models import Message
from tests.conftest import OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.activities import (
    at,
    make_active_child,
    make_duty,
    make_enrolment,
    make_hours,
    make_place,
    make_room,
    make_serving_volunteer,
    make_session,
)
from tests.factories.volunteers import make_vetted
from volunteers.application.enums import VolunteerState

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"activities:{name}", args=args)


@pytest.fixture
def here(areas):
    return make_place(areas[VILLAGE])


@pytest.fixture
def there(areas):
    return make_place(areas[OTHER_VILLAGE])


def planned(place, **changes):
    """What the form of a new session sends."""
    sent = {"title": "测试", "kind": "tutoring", "action": "help", "place": place.pk, "day": f"{at(3):%Y-%m-%d}"}
    return sent | {"begins": "14:00", "finishes": "16:00", "child_capacity": 5, "volunteer_capacity": 2} | changes


@pytest.mark.parametrize("what", ["place", "room", "staff"])
def test_another_villages_place_room_and_staff_cannot_be_chosen(areas, here, there, staff, sign_in, what):
    stranger = staff(Role.VILLAGE_OFFICER, OTHER_VILLAGE)
    foreign = {"place": there.pk, "room": make_room(there).pk, "staff": [stranger.pk]}
    browser = sign_in(staff(Role.VILLAGE_OFFICER, VILLAGE))

    answer = browser.post(page("desk_session_add"), planned(here) | {what: foreign[what]})

    assert what in answer.context["form"].errors
    assert not Session.objects.unscoped("test").exists()
    assert str(there) not in answer.content.decode()


def test_a_seat_is_not_taken_off_and_hours_not_corrected_through_another_session(areas, here, there, staff, sign_in):
    mine, theirs = make_session(here), make_session(there, days=-3, state=SessionState.VERIFIED)
    seat = make_enrolment(make_session(there), make_active_child(areas[OTHER_VILLAGE]))
    duty = make_duty(theirs, make_serving_volunteer(areas[OTHER_VILLAGE]), outcome=Outcome.PRESENT)
    make_hours(duty, staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP))
    browser = sign_in(staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, "two@example.test"))

    answers = [
        browser.post(page("desk_take_off", mine.uuid, seat.uuid)),
        browser.post(page("desk_hours_correct", mine.uuid, duty.uuid), {"minutes": 0, "reason": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Enrolment.objects.unscoped("test").get().state == "confirmed"
    assert HoursEntry.objects.unscoped("test").count() == 1


def test_a_manager_sees_the_rosters_of_their_own_place_only(areas, here, staff, sign_in):
    manager, neighbour = staff(Role.CENTRE_MANAGER, VILLAGE), make_place(areas[VILLAGE])
    here.managers.add(manager)
    own, other = make_session(here), make_session(neighbour)
    browser = sign_in(manager)
    names = ("desk_session", "desk_roster", "rollcall")

    seen = {session: [browser.get(page(name, session.uuid)).status_code for name in names] for session in (own, other)}

    assert seen == {own: [200, 200, 200], other: [404, 404, 404]}
    assert browser.get(page("desk_enrol", own.uuid)).status_code == 404


@pytest.mark.parametrize("state", sorted(set(VolunteerState.values) - {VolunteerState.ACTIVE}))
def test_who_may_not_serve_does_not_get_on_a_session(areas, here, sign_in, state):
    session = make_session(here)
    browser = sign_in(make_vetted(areas[VILLAGE], state).user)

    for act in ("sign_up", "accept", "withdraw", "publish", ""):
        browser.post(page("duty", session.uuid), {"do": act})

    assert not Duty.objects.unscoped("test").exists()


def test_the_public_pages_name_nobody(areas, here, sign_in):
    session = make_session(here)
    make_enrolment(session, make_active_child(areas[VILLAGE], called_name="小雨点"))
    volunteer = make_serving_volunteer(areas[VILLAGE])
    make_duty(session, volunteer)
    other = sign_in(make_serving_volunteer(areas[VILLAGE]).user)

    pages = "".join(
        browser.get(path).content.decode()
        for browser in (Client(), other)
        for path in (session.get_absolute_url(), "/activities/", f"/places/{here.slug}/")
    )

    assert [name for name in ("小雨点", volunteer.real_name, volunteer.number) if name in pages] == []


def test_a_draft_and_its_doings_are_not_public(here):
    draft = make_session(here, state=SessionState.DRAFT, title="还没有公布的活动")

    public = {path: Client().get(path).content.decode() for path in ("/activities/", f"/places/{here.slug}/", "/")}

    assert Client().get(draft.get_absolute_url()).status_code == 404
    assert [path for path, shown in public.items() if draft.title in shown] == []


def test_nobody_verifies_their_own_hours_under_another_account(areas, here, supervisor, sign_in):
    mine = make_vetted(areas[TOWNSHIP], VolunteerState.ENDED, user=supervisor)
    other = make_serving_volunteer(areas[VILLAGE], id_number=mine.id_number)
    session = make_session(here, days=-2, state=SessionState.COMPLETED, staff=())
    make_duty(session, other, outcome=Outcome.PRESENT)

    sign_in(supervisor).post(page("desk_hours", session.uuid))

    assert not HoursEntry.objects.unscoped("test").exists()


def test_whoever_may_not_see_a_child_cannot_enrol_it(areas, here, staff):
    manager = staff(Role.CENTRE_MANAGER, VILLAGE)
    here.managers.add(manager)
    child, foreign = make_active_child(areas[VILLAGE]), make_active_child(areas[OTHER_VILLAGE])
    session = make_session(here)

    for who, whom in ((manager, child), (staff(Role.VILLAGE_OFFICER, VILLAGE), foreign)):
        with pytest.raises(Denied) as refused:
            enrol(whom, session, by=who)
        assert refused.value.reason == CommonRefusal.NOT_YOURS


def test_a_centre_manager_changes_the_phone_families_call_and_township_and_county_hear_of_it(areas, staff, mailoutbox):
    manager, township, county = (
        staff(Role.CENTRE_MANAGER, VILLAGE),
        staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP),
        staff(Role.COUNTY_OFFICER),
    )
    staff(Role.TOWNSHIP_SUPERVISOR, "331125105")
    place = make_place(areas[VILLAGE], phone="0578-0000001")
    place.managers.add(manager)

    change_place(place, by=manager, phone="0578-0000099")
    change_place(place, by=manager, phone="0578-0000099", opening_note="周末也开")
    for message in Message.objects.filter(channel="email"):
        deliver_message(message.pk)

    assert {letter.to[0] for letter in mailoutbox} == {manager.email, township.email, county.email}
    assert [("0578-0000001" in letter.body, "0578-0000099" in letter.body) for letter in mailoutbox] == [
        (True,) * 2
    ] * 3
