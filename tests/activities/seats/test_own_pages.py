"""Signing up on the page of a session, one's own sessions and hours."""

import pytest

from activities.enums import SeatState, SessionState
from activities.models import Duty
from activities.seats.enums import SeatRefusal
from tests.conftest import VILLAGE
from tests.factories.activities import came, make_duty, make_hours, make_place, make_serving_volunteer, make_session
from tests.factories.volunteers import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(sign_in, volunteer):
    """The volunteer's browser."""
    return sign_in(volunteer.user)


def panel(browser, session):
    return browser.get(session.get_absolute_url()).context["panel"]


def do(browser, session, action, **more):
    return browser.post(f"{session.get_absolute_url()}duty/", {"do": action, **more}, follow=True)


def my_states(volunteer):
    duties = Duty.objects.unscoped("the test looks").filter(volunteer=volunteer)
    return list(duties.order_by("pk").values_list("state", flat=True))


def test_a_visitor_is_asked_to_sign_in(client, session):
    shown = panel(client, session)
    assert (shown.signed_in, shown.reason) == (False, None)
    assert client.post(f"{session.get_absolute_url()}duty/", {"do": "sign_up"}).status_code == 302
    assert Duty.objects.unscoped("the test counts").count() == 0


def test_someone_who_is_no_volunteer_is_invited_to_become_one(sign_in, session):
    assert panel(sign_in(make_user()), session).volunteering is False


def test_signing_up_and_withdrawing_by_the_buttons(mine, session, volunteer):
    assert 'name="do" value="sign_up"' in mine.get(session.get_absolute_url()).content.decode()
    do(mine, session, "sign_up")
    assert panel(mine, session).duty.state == SeatState.CONFIRMED

    do(mine, session, "withdraw", sure="yes")
    assert (panel(mine, session).duty, my_states(volunteer)) == (None, [SeatState.CANCELLED])


def test_a_full_session_offers_the_waiting_list(mine, place, volunteer):
    session = make_session(place, volunteer_capacity=1)
    make_duty(session, make_serving_volunteer(place.area))

    assert panel(mine, session).full is True
    do(mine, session, "sign_up")
    assert my_states(volunteer) == [SeatState.WAITLISTED]


def test_the_page_says_the_reason_the_rule_gives(mine, place):
    far = make_session(place, days=300)
    closed = make_session(place, days=3, state=SessionState.CLOSED)

    assert [panel(mine, session).reason for session in (far, closed)] == [SeatRefusal.CHECK_LAPSED, SeatRefusal.CLOSED]
    assert str(SeatRefusal.CHECK_LAPSED.label) in mine.get(far.get_absolute_url()).content.decode()


def test_a_stale_page_says_what_happened_and_changes_nothing(mine, session, volunteer):
    do(mine, session, "sign_up")

    again = do(mine, session, "sign_up")

    assert str(SeatRefusal.ALREADY_IN.label) in again.content.decode()
    assert my_states(volunteer) == [SeatState.CONFIRMED]


def test_an_unknown_button_changes_nothing(mine, session, volunteer):
    do(mine, session, "publish")

    assert my_states(volunteer) == []


def test_my_sessions_sorts_what_is_mine_and_what_is_open(mine, place, volunteer):
    coming = make_duty(make_session(place, days=1), volunteer)
    waiting = make_duty(make_session(place, days=2), volunteer, state=SeatState.WAITLISTED)
    past = came(make_duty(make_session(place, days=-2), volunteer))
    free = make_session(place, days=4)

    shown = mine.get("/volunteer/sessions/").context["mine"]

    assert (shown.coming, shown.waiting, shown.past, shown.open) == ([coming], [waiting], [past], [free])


def test_my_hours_add_up(mine, place, volunteer, county_officer):
    for days in (-2, -3):
        make_hours(came(make_duty(make_session(place, days=days), volunteer)), county_officer)
    others = make_duty(make_session(place, days=-4), make_serving_volunteer(place.area))
    make_hours(came(others), county_officer)

    context = mine.get("/volunteer/hours/").context

    assert ([entry.minutes for entry in context["entries"]], context["total"]) == ([120, 120], "4 小时")


@pytest.mark.parametrize("address", ["/volunteer/sessions/", "/volunteer/hours/"])
def test_own_pages_are_for_volunteers(client, sign_in, address):
    assert client.get(address).status_code == 302
    assert sign_in(make_user()).get(address).url == "/volunteer/"


@pytest.mark.parametrize("number", [1, 3])
def test_my_sessions_cost_the_same_for_one_and_three(mine, place, volunteer, number, django_assert_num_queries):
    for days in range(1, number + 1):
        make_duty(make_session(place, days=days), volunteer)
        make_duty(make_session(place, days=-days), volunteer)
        make_session(place, days=10 + days)
    mine.get("/volunteer/sessions/")

    with django_assert_num_queries(8):
        mine.get("/volunteer/sessions/")


def test_the_cards_show_the_next_session_and_the_total(mine, areas, volunteer, county_officer):
    place = make_place(areas[VILLAGE])
    make_duty(make_session(place, title="周三读书会", days=1), volunteer)
    make_hours(came(make_duty(make_session(place, days=-1), volunteer)), county_officer)

    page = mine.get("/volunteer/").content.decode()

    assert "周三读书会" in page
