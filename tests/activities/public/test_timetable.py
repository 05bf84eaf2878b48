"""A week and a month of sessions: which days, which bounds, which links."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from activities.days import periods
from activities.days.holidays import mark_of
from activities.enums import SessionKind, SessionState
from activities.models import Session
from portal.pagecache.stamp import stamp
from tests.conftest import OTHER_VILLAGE, TOWNSHIP
from tests.factories.activities import copies, make_place, make_session

TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


def at(year, month, day, hour=14):
    return timezone.make_aware(datetime.combine(date(year, month, day), time(hour)))


class TestAMonth:
    def test_is_whole_and_knows_its_neighbours(self):
        february = periods.month("2027-02", TODAY)

        assert (february.first, february.last) == (date(2027, 2, 1), date(2027, 2, 28))
        assert (february.before, february.after) == ("2027-01", "2027-03")
        assert february.ends == at(2027, 3, 1, 0)

    def test_is_this_one_without_a_choice(self):
        assert periods.month("", TODAY).key == "2026-11"

    @pytest.mark.parametrize(("key", "before", "after"), [("2025-11", "", "2025-12"), ("2027-11", "2027-10", "")])
    def test_the_calendar_ends_a_year_away(self, key, before, after):
        edge = periods.month(key, TODAY)

        assert (edge.before, edge.after) == (before, after)

    @pytest.mark.parametrize("key", ["2025-10", "2027-12", "2026-13", "2026-00", "0000-01", "２０２６-11", "x"])
    def test_nothing_else_is_one(self, key):
        with pytest.raises(periods.NoSuchPeriod):
            periods.month(key, TODAY)


class TestAWeek:
    def test_begins_on_monday_across_the_turn_of_the_year(self):
        turn = periods.week("2026-W53", TODAY)

        assert (turn.first, turn.last) == (date(2026, 12, 28), date(2027, 1, 3))
        assert (turn.before, turn.after) == ("2026-W52", "2027-W01")

    def test_is_this_one_without_a_choice(self):
        assert periods.week("", TODAY).key == "2026-W47"

    @pytest.mark.parametrize("key", ["2025-W46", "2027-W47", "2026-W54", "2026-W00", "2027-W53", "2026-49", "x"])
    def test_nothing_else_is_one(self, key):
        with pytest.raises(periods.NoSuchPeriod):
            periods.week(key, TODAY)


@pytest.mark.parametrize(
    ("day", "name", "rest"),
    [(date(2026, 10, 1), "国庆节", True), (date(2026, 10, 10), "国庆节调休上班", False)],
)
def test_public_holidays_and_the_days_that_make_up_for_them_are_marked(day, name, rest):
    assert (mark_of(day).text, mark_of(day).rest) == (name, rest)


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2031, 9, 30)])
def test_other_days_have_no_mark(day):
    assert mark_of(day) is None


@pytest.fixture
def frozen(monkeypatch):
    """The 22nd of November 2026, noon."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(2026, 11, 22, 12))


@pytest.fixture
def december(frozen, place):
    """The first and last minute of December, and what lies just outside."""
    make_session(place, title="十一月末", starts=at(2026, 11, 30, 23))
    make_session(place, title="月初", starts=at(2026, 12, 1, 0))
    make_session(place, title="月末", starts=at(2026, 12, 31, 23))
    make_session(place, title="一月", starts=at(2027, 1, 1, 0))


def test_a_month_shows_its_own_days_in_rows_of_seven(client, december):
    context = client.get("/activities/?view=month&month=2026-12").context

    shown = [session.title for day in context["days"] for session in day.sessions]
    assert (shown, len(context["days"])) == (["月初", "月末"], 31)
    assert [len(week) for week in context["weeks"]] == [7] * 5
    assert [day.date.day if day else None for day in context["weeks"][0]] == [None, 1, 2, 3, 4, 5, 6]


def test_today_is_marked_once(client, frozen, place):
    make_session(place, starts=at(2026, 11, 22, 15))

    for view in ("month", "week"):
        page = client.get(f"/activities/?view={view}").content.decode()
        assert page.count('aria-current="date"') == 1


def test_a_day_of_the_month_leads_to_its_place_in_the_week(client, december):
    month = client.get("/activities/?view=month&month=2026-12&kind=tutoring").content.decode()
    week = client.get("/activities/?view=week&week=2026-W49&kind=tutoring").content.decode()

    assert 'href="/activities/?kind=tutoring&amp;view=week&amp;week=2026-W49#d20261201"' in month
    assert 'id="d20261201"' in week


def test_a_full_day_shows_three_and_counts_the_rest(client, frozen, place):
    for hour in (9, 11, 13, 15, 17):
        make_session(place, starts=at(2026, 11, 25, hour))

    page = client.get("/activities/?view=month").content.decode()

    assert (page.count('class="at"'), "还有 2 场" in page, "日，5 场活动" in page) == (3, True, True)


def test_cancelled_full_and_past_are_said_in_words(client, frozen, place):
    make_session(place, starts=at(2026, 11, 24), state=SessionState.CANCELLED, cancel_reason="雪")
    make_session(place, starts=at(2026, 11, 25), child_capacity=1, children_taken=1)
    make_session(place, starts=at(2026, 11, 23), state=SessionState.DRAFT)

    month = client.get("/activities/?view=month").content.decode()

    assert [month.count(word) for word in ("已取消", "已满", 'class="at"')] == [1, 1, 2]


@pytest.mark.parametrize(
    "query",
    [
        "view=year",
        "view=month&month=2025-10",
        "view=month&month=2027-12",
        "view=week&week=2026-W54",
        "view=week&week='",
    ],
)
def test_what_lies_outside_is_not_found(client, frozen, query):
    assert client.get(f"/activities/?{query}").status_code == 404


def test_the_last_month_leads_no_further_and_no_robot_walks_on(client, frozen):
    response = client.get("/activities/?view=month&month=2027-11")

    page = response.content.decode()
    assert response.context["beside"] == ["/activities/?view=month&month=2027-10", ""]
    assert ('<meta name="robots" content="noindex, nofollow">' in page, 'rel="prev nofollow"' in page) == (True, True)
    assert 'name="robots"' not in client.get("/activities/").content.decode()


@pytest.mark.parametrize("view", ["", "&view=week", "&view=month"])
def test_choices_are_kept_from_view_to_view_and_counted(client, frozen, areas, place, view):
    make_session(place, starts=at(2026, 11, 22, 15), kind=SessionKind.READING, age_from=3, age_to=6)
    make_session(place, starts=at(2026, 11, 22, 17), kind=SessionKind.TUTORING, age_from=10, age_to=12)
    elsewhere = make_place(areas[OTHER_VILLAGE])
    make_session(elsewhere, starts=at(2026, 11, 22, 15), kind=SessionKind.READING, age_from=None, age_to=None)

    context = client.get(f"/activities/?area={TOWNSHIP}{view}").context

    groups = {name: {str(chip["label"]): chip["count"] for chip in chips} for name, chips in context["groups"]}
    assert groups == {
        "乡镇（街道）": {"全部": 3, "石塘镇": 2, "崇头镇": 1},
        "年龄": {"全部": 2, "6 岁以下": 1, "6–9 岁": 1, "10–13 岁": 1},
        "类型": {"全部": 2, "一起阅读": 1, "作业辅导": 1},
        "五大行动": {"全部": 2, "精准帮扶": 2},
    }
    assert [f"area={TOWNSHIP}" in chip["url"] for chip in context["views"]] == [True] * 3
    assert context["feed"] == f"http://testserver/activities/calendar.ics?area={TOWNSHIP}"
    assert context["webcal"].startswith("webcal://testserver/")


@pytest.mark.parametrize("number", [3, 300])
@pytest.mark.parametrize("view", ["", "?view=week", "?view=month"])
def test_each_view_costs_the_same_queries_for_few_and_many(client, place, view, number, django_assert_num_queries):
    first = make_session(place, starts=timezone.now() + timedelta(minutes=5))
    Session.objects.bulk_create(copies(first, number - 1))
    client.get("/activities/")
    stamp.bump()

    with django_assert_num_queries(8 if view == "" else 6):
        response = client.get(f"/activities/{view}")

    assert response.context["groups"][0][1][0]["count"] == number
