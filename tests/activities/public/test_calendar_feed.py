"""The calendar feed: two independent readers understand it, and it says what has changed."""

import json
from datetime import UTC, timedelta

import icalendar
import pytest
import vobject

from activities.enums import RoomKind, SessionKind, SessionState
from activities.models import Place, Session
from activities.seats.domain.signup import sign_up
from activities.sessions.domain.editing import change
from activities.sessions.domain.publishing import cancel
from tests.conftest import OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.activities import (
    copies,
    make_active_child,
    make_duty,
    make_enrolment,
    make_place,
    make_room,
    make_serving_volunteer,
    make_session,
)

pytestmark = pytest.mark.django_db

FEED = "/activities/calendar.ics"
LONG = "写完作业可以下棋，看书；\n还可以，打羽毛球。反斜杠\\和逗号,都在。" * 8


def events(content):
    """As icalendar reads them."""
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_both_readers_find_the_same_session(client, place):
    session = make_session(place, title="读书会，周末；特别场", summary=LONG, room=make_room(place, name="图书室"))

    content = client.get(FEED).content
    [event] = events(content)
    other = vobject.readOne(content.decode()).vevent

    for read in (lambda name: str(event[name]), lambda name: getattr(other, name.lower()).value):
        assert read("SUMMARY") == "读书会，周末；特别场"
        assert read("UID") == f"{session.uuid}@tongxin"
        assert read("DESCRIPTION").startswith(LONG)
        assert read("LOCATION") == f"{place.name} · 图书室 · {place.address}"
        assert read("STATUS") == "CONFIRMED"
    assert [event["DTSTART"].dt, event["DTEND"].dt] == [session.starts, session.ends]
    assert [other.dtstart.value, other.dtend.value] == [session.starts, session.ends]


def test_lines_are_folded_at_75_octets_and_never_inside_a_character(client, place):
    make_session(place, title="长" * 60, summary=LONG)

    lines = client.get(FEED).content.split(b"\r\n")

    assert max(len(line) for line in lines) <= 75
    assert [line.decode() for line in lines if line.startswith(b" ")] != []
    assert b"\n" not in b"".join(lines)


def test_times_are_utc_so_that_no_program_needs_a_time_zone_table(client, place):
    session = make_session(place)

    text = client.get(FEED).content.decode()

    assert f"DTSTART:{session.starts.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n" in text
    assert ("TZID" in text, "BEGIN:VTIMEZONE" in text) == (False, False)


def test_the_calendar_has_a_name_for_the_lists_of_calendar_programs(client, place):
    names = [
        str(icalendar.Calendar.from_ical(client.get(address).content)["X-WR-CALNAME"])
        for address in (FEED, f"{FEED}?place={place.slug}", f"{FEED}?area={TOWNSHIP}&kind=reading", f"/en{FEED}")
    ]

    assert names == [
        "孩子的活动",
        f"孩子的活动 · {place.name}",
        "孩子的活动 · 石塘镇 · 一起阅读",
        "Activities for children",
    ]


def test_a_cancelled_session_is_cancelled_in_the_calendar_under_the_same_uid(client, session, village_officer):
    before = events(client.get(FEED).content)[0]

    cancel(session, reason="台风停课", by=village_officer)

    [after] = events(client.get(FEED).content)
    assert (after["UID"], after["STATUS"], after["SEQUENCE"]) == (before["UID"], "CANCELLED", before["SEQUENCE"] + 1)
    assert (str(after["SUMMARY"])[:4], "台风停课" in after["DESCRIPTION"]) == ("已取消：", True)


def test_a_change_raises_the_sequence_and_saving_the_same_does_not(client, session, village_officer):
    team = list(session.staff.all())

    change(session, by=village_officer, staff=team, title=session.title)
    assert events(client.get(FEED).content)[0]["SEQUENCE"] == 0

    change(session, by=village_officer, staff=team, ends=session.ends + timedelta(minutes=30))
    assert events(client.get(FEED).content)[0]["SEQUENCE"] == 1


@pytest.fixture
def variety(areas, place):
    make_session(place, title="石塘阅读", kind=SessionKind.READING, age_from=3, age_to=6)
    make_session(place, title="石塘辅导", kind=SessionKind.TUTORING, age_from=10, age_to=12)
    make_session(make_place(areas[OTHER_VILLAGE], slug="chongtou"), title="崇头阅读", kind=SessionKind.READING)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"石塘阅读", "石塘辅导", "崇头阅读"}),
        (f"area={TOWNSHIP}", {"石塘阅读", "石塘辅导"}),
        ("place=chongtou", {"崇头阅读"}),
        ("kind=reading", {"石塘阅读", "崇头阅读"}),
        ("age=0-5", {"石塘阅读"}),
        (f"area={TOWNSHIP}&kind=reading&age=14-17", set()),
    ],
)
def test_filters_combine(client, variety, query, expected):
    assert {str(event["SUMMARY"]) for event in events(client.get(f"{FEED}?{query}").content)} == expected


def test_drafts_hidden_places_and_the_distant_past_are_not_in_it(client, areas, place):
    make_session(place, title="草稿", state=SessionState.DRAFT)
    make_session(make_place(areas[VILLAGE], listed=False), title="不公开")
    make_session(place, title="很久以前", days=-30, state=SessionState.VERIFIED)
    make_session(place, title="上周", days=-7, state=SessionState.VERIFIED)

    assert [str(event["SUMMARY"]) for event in events(client.get(FEED).content)] == ["上周"]
    assert client.get(f"{FEED}?place=nowhere").status_code == 404


def test_no_person_is_in_it(client, areas, place, village_officer):
    volunteer = make_serving_volunteer(areas[VILLAGE], real_name="某某志愿者")
    session = make_session(place, staff=(village_officer,), created_by=village_officer)
    make_duty(session, volunteer)
    make_enrolment(session, make_active_child(areas[VILLAGE], called_name="小雨点"))

    text = json.dumps([dict(event) for event in events(client.get(FEED).content)], default=str, ensure_ascii=False)

    hidden = ("某某志愿者", volunteer.number, "小雨点", village_officer.email, "ORGANIZER", "ATTENDEE")
    assert [word for word in hidden if word in text] == []


def test_an_english_reader_gets_the_english_words_where_there_are_some(client, place):
    room = make_room(place, name="图书室", kind=RoomKind.LIBRARY)
    words = {"title_en": "Picture books together", "summary_en": "Three books and a drawing."}
    make_session(place, title="一起读绘本", room=room, **words)

    [event] = events(client.get(f"/en{FEED}").content)

    assert str(event["SUMMARY"]) == "Picture books together"
    assert str(event["DESCRIPTION"]).startswith("Three books and a drawing.\n")
    assert str(event["LOCATION"]).split(" · ")[1] == "Library"
    assert "/en/activities/" in event["URL"]


class TestAskingAgain:
    """A calendar program asks every few hours; it is told only what is new."""

    def ask(self, client, response, by):
        sent = {"etag": {"if-none-match": response["ETag"]}, "date": {"if-modified-since": response["Last-Modified"]}}
        return client.get(FEED, headers=sent[by]).status_code

    @pytest.mark.parametrize("by", ["etag", "date"])
    def test_nothing_new_is_304(self, client, session, by):
        assert self.ask(client, client.get(FEED), by) == 304

    def test_a_seat_taken_changes_nothing(self, client, areas, session):
        first = client.get(FEED)

        sign_up(session, volunteer := make_serving_volunteer(areas[VILLAGE]), by=volunteer.user)

        assert self.ask(client, first, "etag") == 304

    def test_a_place_that_moved_is_new(self, client, session):
        first = client.get(FEED)
        place = Place.objects.unscoped("the test changes it").get()
        place.address = "新地址"
        place.save()

        assert self.ask(client, first, "etag") == 200

    def test_a_session_that_left_the_feed_is_new_by_date_too(self, client, session):
        first = client.get(FEED)
        place = Place.objects.unscoped("the test changes it").get()
        place.listed, place.changed_at = False, None
        place.save()
        Place.objects.unscoped("a second later").update(changed_at=session.changed_at + timedelta(seconds=2))

        assert (self.ask(client, first, "date"), self.ask(client, first, "etag")) == (200, 200)

    def test_what_a_cache_on_the_way_may_do(self, client, session):
        response = client.get(FEED)

        assert response["Cache-Control"] == "public, max-age=900"
        assert response["Content-Type"] == "text/calendar; charset=utf-8"


def test_one_session_can_be_put_into_a_calendar(client, session):
    response = client.get(f"/activities/{session.uuid}/calendar.ics")

    assert [event["UID"] for event in events(response.content)] == [f"{session.uuid}@tongxin"]
    assert response["Content-Disposition"] == 'inline; filename="activity.ics"'


def test_a_draft_has_no_calendar(client, place):
    draft = make_session(place, state=SessionState.DRAFT)

    assert client.get(f"/activities/{draft.uuid}/calendar.ics").status_code == 404


@pytest.mark.parametrize("number", [3, 300])
def test_it_costs_the_same_queries_for_few_and_many(client, place, number, django_assert_num_queries):
    Session.objects.bulk_create(copies(make_session(place), number - 1))
    client.get(FEED)

    with django_assert_num_queries(3):
        assert len(events(client.get(FEED).content)) == number


def test_it_never_grows_beyond_five_hundred_events(client, place, monkeypatch):
    monkeypatch.setattr("activities.public.domain.feed.MAX_EVENTS", 2)
    for days in (3, 1, 2):
        make_session(place, title=str(days), days=days)

    assert [str(event["SUMMARY"]) for event in events(client.get(FEED).content)] == ["1", "2"]
