"""A place moves, is renamed, or is shown no longer: who counts on it is told, and what points at it goes on working."""

import pytest
from django.urls import reverse

from activities.enums import SeatState, SessionState
from activities.models import FormerAddress, Place, Session
from activities.places.domain.editing import change_place, open_place
from activities.places.enums import PlaceRefusal
from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.notify.delivery import texts
from portal.notify.models import Channel, Message
from tests.asking import refusal_of
from tests.conftest import VILLAGE
from tests.factories.activities import make_duty, make_enrolment, make_place, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def now(record):
    return type(record).objects.unscoped("the test looks again").get(pk=record.pk)


def told(template="activities_place_changed"):
    rows = Message.objects.filter(template=template, channel=Channel.IN_SITE)
    return sorted(rows.values_list("recipient__email", flat=True))


@pytest.fixture
def booked(session, volunteer, child, county_officer):
    """A session with its leaders, a volunteer, and a child the county officer enrolled."""
    make_duty(session, volunteer)
    make_enrolment(session, child, enrolled_by=county_officer)
    return session


@pytest.fixture
def everybody(booked, village_officer, manager, volunteer, county_officer):
    return sorted(user.email for user in (village_officer, manager, volunteer.user, county_officer))


@pytest.fixture
def office(sign_in, supervisor):
    return sign_in(supervisor)


def typed(office, place, **changes):
    """What the form of the place sends."""
    page = office.get(reverse("activities:desk_place_edit", args=[place.uuid]))
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, False, [])}
    return values | {"opening_hours": "每天 9:00-17:00"} | changes


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"address": "新路2号"}, "场所的地址原来是“测试路1号”，现在是“新路2号”。"),
        ({"name": "新名字之家"}, "现在叫“新名字之家”"),
    ],
    ids=["moved", "renamed"],
)
def test_everybody_of_a_coming_session_is_told_once(place, booked, everybody, supervisor, fields, said):
    change_place(place, by=supervisor, **fields)
    change_place(now(place), by=supervisor, **fields)

    assert told() == everybody
    assert said in texts(Message.objects.filter(template="activities_place_changed").first(), "zh-hans")[1]
    assert now(booked).sequence == booked.sequence + 1


def test_of_what_concerns_nobody_nobody_is_told(place, booked, supervisor):
    make_session(place, days=-2)

    change_place(place, by=supervisor, summary="有新书", stars=4, slug="new-slug", kind="harbour")

    assert told() == []


@pytest.mark.parametrize(
    "given",
    [{"state": SessionState.DRAFT}, {"days": -1}, {"state": SessionState.CANCELLED, "cancel_reason": "台风"}],
    ids=["draft", "over", "cancelled"],
)
def test_a_session_nobody_counts_on_tells_nobody(place, volunteer, supervisor, given):
    make_duty(make_session(place, **given), volunteer)

    change_place(place, by=supervisor, address="新路2号")

    assert told() == []


def test_who_has_left_is_not_told_and_who_came_after_is(
    place, booked, staff, supervisor, county_officer, village_officer
):
    successor = staff(Role.VILLAGE_OFFICER, VILLAGE, "successor@example.test")
    Assignment.objects.filter(user__in=[county_officer, village_officer]).update(until="2020-01-01", since="2019-01-01")

    change_place(place, by=supervisor, address="新路2号")

    assert successor.email in told()
    assert not {county_officer.email, village_officer.email} & set(told())


def test_hiding_a_place_waits_for_a_decision_about_its_sessions(place, booked, supervisor):
    assert refusal_of(change_place, place, by=supervisor, listed=False) == PlaceRefusal.SESSIONS_TO_COME
    assert now(place).listed


def test_the_sessions_go_on_and_the_people_are_told(place, booked, everybody, supervisor):
    change_place(place, by=supervisor, listed=False, sessions_go_on=True)

    assert (now(booked).state, told()) == (SessionState.PUBLISHED, everybody)
    assert "不再对外展示" in texts(Message.objects.filter(template="activities_place_changed").first(), "zh-hans")[1]


def test_or_they_are_cancelled_with_the_reason(place, booked, everybody, supervisor):
    change_place(place, by=supervisor, listed=False, cancel_for="房屋要维修")

    assert (now(booked).state, now(booked).cancel_reason) == (SessionState.CANCELLED, "房屋要维修")
    assert (told("activities_cancelled"), told()) == (everybody, [])


def test_a_place_without_sessions_is_hidden_at_once(place, supervisor):
    change_place(place, by=supervisor, listed=False)

    assert now(place).unlisted_at is not None
    change_place(now(place), by=supervisor, listed=True)
    assert now(place).unlisted_at is None


@pytest.mark.parametrize("cancel_for", ["", "房屋要维修"], ids=["goes on", "cancelled"])
def test_page_and_calendar_of_a_session_go_on_working(place, booked, supervisor, client, cancel_for):
    change_place(place, by=supervisor, listed=False, sessions_go_on=not cancel_for, cancel_for=cancel_for)

    page = client.get(booked.get_absolute_url())
    calendar = client.get(reverse("activities:session_calendar", args=[booked.uuid])).content.decode()
    feeds = [client.get(f"{reverse('activities:feed')}{query}") for query in ("", f"?place={place.slug}")]

    assert page.status_code == 200
    assert cancel_for in page.content.decode()
    assert ("STATUS:CANCELLED" in calendar) == bool(cancel_for)
    assert [str(booked.uuid) in feed.content.decode() for feed in feeds] == [True, True]


def test_a_volunteer_still_withdraws_from_a_session_there(place, booked, supervisor, volunteer, sign_in):
    change_place(place, by=supervisor, listed=False, sessions_go_on=True)

    sign_in(volunteer.user).post(reverse("activities:duty", args=[booked.uuid]), {"do": "withdraw", "sure": "yes"})

    assert now(booked).volunteers_taken == 0


def test_the_page_of_the_place_says_what_happened_and_what_still_takes_place(place, booked, supervisor, client):
    change_place(place, by=supervisor, listed=False, sessions_go_on=True)

    page = client.get(place.get_absolute_url())

    assert (page.status_code, page.templates[0].name) == (410, "activities/place_gone.html")
    assert booked.get_absolute_url() in page.content.decode()
    assert place.address not in page.content.decode()


def test_a_place_that_was_never_shown_is_not_there(areas, client):
    hidden = make_place(areas[VILLAGE], listed=False)

    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(f"{reverse('activities:feed')}?place={hidden.slug}").status_code == 404


def test_a_draft_stays_hidden_wherever_it_is(place, client):
    assert client.get(make_session(place, state=SessionState.DRAFT).get_absolute_url()).status_code == 404


def test_an_old_address_leads_to_the_place_through_two_renamings(place, booked, supervisor, client):
    first = place.slug
    change_place(place, by=supervisor, slug="second")
    change_place(now(place), by=supervisor, slug="third")

    for old in (first, "second"):
        answer = client.get(reverse("activities:place", args=[old]))
        assert (answer.status_code, answer.url) == (301, reverse("activities:place", args=["third"]))
    feed = client.get(f"{reverse('activities:feed')}?place={first}")
    assert str(booked.uuid) in feed.content.decode()


def test_no_other_place_takes_an_old_address(place, supervisor, areas):
    change_place(place, by=supervisor, slug="second")
    other = make_place(areas[VILLAGE])

    assert refusal_of(change_place, other, by=supervisor, slug=place.slug) == PlaceRefusal.SLUG_TAKEN
    fields = {"name": "另一处", "address": "测试路3号", "slug": place.slug}
    assert refusal_of(open_place, by=supervisor, area=areas[VILLAGE], **fields) == PlaceRefusal.SLUG_TAKEN


def test_the_place_itself_takes_its_old_address_again(place, supervisor, client):
    first = place.slug
    change_place(place, by=supervisor, slug="second")
    change_place(now(place), by=supervisor, slug=first)

    assert client.get(reverse("activities:place", args=[first])).status_code == 200
    assert client.get(reverse("activities:place", args=["second"])).status_code == 301
    assert list(FormerAddress.objects.values_list("slug", flat=True)) == ["second"]


class TestOnTheDesk:
    """The sessions are listed before anything is saved."""

    def test_they_are_listed_with_old_and_new_and_nothing_is_saved_before_yes(self, place, booked, office):
        address = reverse("activities:desk_place_edit", args=[place.uuid])
        sending = typed(office, place, address="新路2号")

        asked = office.post(address, sending)
        assert (asked.templates[0].name, now(place).address) == ("activities/desk/place_sure.html", "测试路1号")
        text = asked.content.decode()
        assert [part in text for part in (booked.title, "测试路1号", "新路2号")] == [True] * 3
        office.post(address, dict(asked.context["kept"]) | {"sure": "yes"})

        assert now(place).address == "新路2号"

    def test_hiding_asks_what_becomes_of_them(self, place, booked, office):
        address = reverse("activities:desk_place_edit", args=[place.uuid])
        sending = {name: value for name, value in typed(office, place).items() if name != "listed"}

        for answer in ({}, {"then": "cancel"}):
            page = office.post(address, sending | {"sure": "yes"} | answer)
            assert (page.status_code, now(place).listed, bool(page.context["hiding"].errors)) == (200, True, True)
        office.post(address, sending | {"sure": "yes", "then": "cancel", "cancel_for": "房屋要维修"})

        assert (now(place).listed, now(booked).state) == (False, SessionState.CANCELLED)

    def test_without_sessions_it_is_saved_at_once(self, place, office):
        address = reverse("activities:desk_place_edit", args=[place.uuid])

        assert office.post(address, typed(office, place, address="新路2号")).status_code == 302
        assert Place.objects.unscoped("the test").get().address == "新路2号"


def test_a_cancelled_session_keeps_its_seats_in_the_record(place, booked, supervisor):
    change_place(place, by=supervisor, listed=False, cancel_for="房屋要维修")

    assert Session.objects.unscoped("the test").get().children_taken == 1
    assert list(booked.enrolments.values_list("state", flat=True)) == [SeatState.CONFIRMED]
