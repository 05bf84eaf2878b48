"""One session's page: what to do when it takes place, when it does not, and in English."""

import json
from datetime import datetime, timedelta

import pytest

from activities.enums import SessionKind, SessionState
from activities.hours.domain.crediting import hours_text
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.factories.activities import make_photo, make_place, make_session

AT_NINE = "2027-03-06T09:00:00+08:00"
# Wagtail leaves the temporary file of a rendition to the garbage collector, which warns in whatever test runs then.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]


def text_of(client, session, language=""):
    return client.get(f"{language}/activities/{session.uuid}/").content.decode()


@pytest.fixture
def others(areas, place):
    """What is on next, from near to far, and what is no alternative."""
    neighbour = make_place(areas[VILLAGE])
    far = make_place(areas[OTHER_VILLAGE])
    kind = SessionKind.READING
    near = [
        make_session(place, title="本处下周", kind=kind, days=9),
        make_session(neighbour, title="本镇明天", kind=kind, days=1),
        make_session(far, title="外镇明天", kind=kind, days=1),
    ]
    make_session(place, title="另一类", days=1)
    make_session(place, title="已满", kind=kind, child_capacity=1, children_taken=1)
    make_session(place, title="草稿", kind=kind, state=SessionState.DRAFT)
    make_session(place, title="截止了", kind=kind, state=SessionState.CLOSED)
    return near


@pytest.mark.parametrize(
    "given",
    [
        {"state": SessionState.CANCELLED, "cancel_reason": "台风停课"},
        {"days": -3, "state": SessionState.VERIFIED},
        {"child_capacity": 1, "children_taken": 1},
        {"state": SessionState.CLOSED},
    ],
    ids=["cancelled", "over", "full", "closed"],
)
def test_who_can_not_come_finds_the_next_like_it_nearest_first(client, place, others, given):
    session = make_session(place, kind=SessionKind.READING, **given)

    assert client.get(session.get_absolute_url()).context["similar"] == others


def test_who_can_come_is_not_led_away(client, place, others):
    session = make_session(place, kind=SessionKind.READING)

    assert client.get(session.get_absolute_url()).context["similar"] == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "由他们给孩子报名"),
        ({"child_capacity": 1, "children_taken": 1}, "孩子可以先候补"),
        ({"state": SessionState.CLOSED}, "报名已经截止"),
        ({"days": -3, "state": SessionState.VERIFIED}, "这场活动已经结束"),
        ({"state": SessionState.CANCELLED, "cancel_reason": "台风停课"}, "台风停课"),
    ],
    ids=["open", "full", "closed", "over", "cancelled"],
)
def test_it_says_what_to_do_now(client, place, given, said):
    assert said in text_of(client, make_session(place, **given))


def test_a_past_session_has_no_calendar_to_add_and_no_places_left(client, place):
    page = text_of(client, make_session(place, days=-3, state=SessionState.VERIFIED))

    assert ("calendar.ics" in page, "个名额" in page) == (False, False)


def test_the_lines_to_send_on_hold_everything_a_family_needs(client, place):
    session = make_session(place, title="读书会", days=2)

    lines = client.get(session.get_absolute_url()).context["share_lines"]

    assert lines[0] == "读书会"
    assert lines[2:] == [
        place.name,
        place.address,
        place.phone,
        "7–12 岁 · 免费",
        f"http://testserver/activities/{session.uuid}/",
    ]


def test_english_words_are_shown_to_english_readers_and_chinese_is_marked_where_there_are_none(client, place):
    with_english = make_session(place, title="读书会", title_en="Reading club", summary_en="We read.", bring="水杯")
    without = make_session(place, title="读书会")

    translated, chinese = text_of(client, with_english, "/en"), text_of(client, without, "/en")

    assert ("<h1>Reading club</h1>" in translated, "We read." in translated) == (True, True)
    assert '<p lang="zh-Hans">水杯</p>' in translated
    assert '<h1 lang="zh-Hans">读书会</h1>' in chinese
    assert "<h1>读书会</h1>" in text_of(client, with_english)


def test_the_title_tells_one_day_of_a_class_from_the_next(client, place):
    session = make_session(place, title="读书会", title_en="Reading club", starts=datetime.fromisoformat(AT_NINE))

    chinese, english = text_of(client, session), text_of(client, session, "/en")

    assert f"<title>读书会 · 2027年3月6日 · {place.name} · 童心</title>" in chinese
    assert f"<title>Reading club · 6 March 2027 · {place.local_name} · Tongxin</title>" in english


def data_of(client, address):
    """The data block for search engines."""
    page = client.get(address).content.decode()
    return json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])


def test_search_engines_are_told_when_where_and_for_whom(client, place):
    starts = datetime.fromisoformat(AT_NINE)
    state = {"state": SessionState.CANCELLED, "cancel_reason": "雪"}
    session = make_session(place, title="</script>读书", starts=starts, ends=starts + timedelta(hours=2), **state)

    data = data_of(client, session.get_absolute_url())

    assert data["location"] == {
        "@type": "Place",
        "name": place.name,
        "address": place.address,
        "telephone": place.phone,
    }
    assert (data["startDate"], data["endDate"]) == (AT_NINE, "2027-03-06T11:00:00+08:00")
    assert (data["name"], data["typicalAgeRange"], data["eventStatus"]) == (
        "</script>读书",
        "7-12",
        "https://schema.org/EventCancelled",
    )
    assert datetime.fromisoformat(data["startDate"]) == session.starts


def test_search_engines_are_told_when_a_place_is_open(client, areas):
    place = make_place(areas[VILLAGE], opening_hours=[[["08:30", "11:30"]], *[[]] * 6])

    assert data_of(client, place.get_absolute_url())["openingHoursSpecification"] == [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": "Monday", "opens": "08:30", "closes": "11:30"}
    ]


def test_a_session_shows_the_first_photo_of_its_place(client, place):
    make_photo(place, alt="老樟树下的门")

    assert 'alt="老樟树下的门"' in text_of(client, make_session(place))


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0 分钟"), (30, "30 分钟"), (60, "1 小时"), (840, "14 小时"), (875, "14 小时 35 分钟")]
)
def test_hours_are_said_without_what_is_nothing(minutes, text):
    assert hours_text(minutes) == text
