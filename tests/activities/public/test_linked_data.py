"""What search engines and calendars are told of a session and a place."""

from datetime import UTC

import pytest

from activities.enums import SessionKind, SessionState
from activities.models import Place, Room, Session
from activities.public.domain.feed import calendar_of, etag_of, event_of
from activities.public.domain.linked_data import of_place, of_session
from tests.factories.activities import at


def absolute(path: str) -> str:
    return f"https://example.test{path}"


@pytest.fixture
def home() -> Place:
    week = [[["09:00", "11:30"], ["14:00", "17:00"]], *[[]] * 5, [["10:00", "12:00"]]]
    return Place(name="上村儿童之家", slug="shangcun", address="上村1号", phone="0578-5120001", opening_hours=week)


@pytest.fixture
def reading(home) -> Session:
    facts = {"age_from": 7, "age_to": 12, "kind": SessionKind.TUTORING, "state": SessionState.PUBLISHED}
    times = {"starts": at(2), "ends": at(2, 16), "changed_at": at(0)}
    return Session(place=home, room=Room(name="图书室"), title="一起读书", summary="带一本书来。", **facts, **times)


def test_a_session_is_an_event_free_of_charge(reading):
    assert of_session(reading, absolute=absolute) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "一起读书",
        "description": "带一本书来。",
        "startDate": at(2).isoformat(),
        "endDate": at(2, 16).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "typicalAgeRange": "7-12",
        "location": {"@type": "Place", "name": "上村儿童之家", "address": "上村1号", "telephone": "0578-5120001"},
        "url": absolute(reading.get_absolute_url()),
    }


@pytest.mark.parametrize(
    ("first", "last", "told"), [(7, None, "7-"), (None, 12, "-12"), (None, None, None), (0, 5, "0-5")]
)
def test_the_ages_are_a_range_or_nothing(reading, first, last, told):
    reading.age_from, reading.age_to = first, last

    assert of_session(reading, absolute=absolute).get("typicalAgeRange") == told


def test_what_is_not_known_of_a_session_is_left_out_and_a_cancelled_one_says_so(reading):
    reading.summary, reading.state, reading.place.phone = "", SessionState.CANCELLED, ""

    told = of_session(reading, absolute=absolute)

    assert "description" not in told
    assert told["location"] == {"@type": "Place", "name": "上村儿童之家", "address": "上村1号"}
    assert told["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_place_tells_its_hours_day_by_day(home):
    told = of_place(home, absolute=absolute)

    hours = [(one["dayOfWeek"], one["opens"], one["closes"]) for one in told.pop("openingHoursSpecification")]
    assert hours == [
        ("Monday", "09:00", "11:30"),
        ("Monday", "14:00", "17:00"),
        ("Sunday", "10:00", "12:00"),
    ]
    assert told == {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": "上村儿童之家",
        "address": "上村1号",
        "telephone": "0578-5120001",
        "isAccessibleForFree": True,
        "url": absolute(home.get_absolute_url()),
    }


def test_an_event_of_the_calendar_says_when_where_and_for_whom(reading):
    reading.bring = "水杯"

    event = event_of(reading, absolute=absolute)

    assert {name: str(event[name]) for name in ("uid", "summary", "status", "location", "url")} == {
        "uid": f"{reading.uuid}@tongxin",
        "summary": "一起读书",
        "status": "CONFIRMED",
        "location": "上村儿童之家 · 图书室 · 上村1号",
        "url": absolute(reading.get_absolute_url()),
    }
    assert (event["dtstart"].dt, event["dtend"].dt) == (at(2).astimezone(UTC), at(2, 16).astimezone(UTC))
    assert event["dtstamp"].dt == event["last-modified"].dt == at(0).astimezone(UTC)
    assert str(event["description"]).split("\n") == [
        "带一本书来。",
        f"适合：{reading.age_range_label}",
        "要带什么：水杯",
        "办公电话：0578-5120001",
        "免费参加。剩余名额和报名办法见：",
        absolute(reading.get_absolute_url()),
    ]


def test_a_cancelled_event_says_why_first_and_keeps_its_uid(reading):
    uid = reading.uuid
    reading.state, reading.cancel_reason, reading.summary = SessionState.CANCELLED, "停电", ""

    event = event_of(reading, absolute=absolute)

    assert (str(event["status"]), str(event["uid"])) == ("CANCELLED", f"{uid}@tongxin")
    assert str(event["summary"]) == "已取消：一起读书"
    assert str(event["description"]).split("\n")[0] == "原因：停电"


def test_the_calendar_has_its_name_in_one_line_and_comes_again_after_six_hours(reading):
    written = calendar_of([reading], name="上村\n儿童之家", absolute=absolute).decode()

    lines = written.replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert {"PRODID:-//Tongxin//Activities//ZH", "NAME:上村 儿童之家", "X-WR-CALNAME:上村 儿童之家"} <= set(lines)
    assert {"METHOD:PUBLISH", "CALSCALE:GREGORIAN", "X-WR-TIMEZONE:Asia/Shanghai"} <= set(lines)
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"} <= set(lines)
    assert (lines.count("BEGIN:VEVENT"), lines.count("END:VEVENT")) == (1, 1)


def test_the_calendar_is_fetched_again_when_an_event_its_place_or_the_site_changes(reading):
    def tag(base="https://example.test"):
        return etag_of([reading], base)

    reading.place.changed_at = at(0)
    first = tag()
    assert (len(first), first[0], first[-1]) == (34, '"', '"')
    assert (tag() == first, tag("https://other.test") == first) == (True, False)
    reading.changed_at = at(1)
    changed = tag()
    reading.place.changed_at = at(1)

    assert len({first, changed, tag()}) == 3
