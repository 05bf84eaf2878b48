"""What is on today, this weekend and in the next seven days: which days these are, and what the list says."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from activities.days.periods import Days
from activities.enums import SessionKind, SessionState
from activities.models import Session
from activities.public.domain.soon import seven_days, weekend
from portal.pagecache.stamp import stamp
from tests.conftest import OTHER_VILLAGE, TOWNSHIP
from tests.factories.activities import copies, make_place, make_session

pytestmark = pytest.mark.django_db
WEEKEND = "/activities/?when=weekend"


def at(day, hour=14):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def titles(response):
    return [session.title for day in response.context["days"] for session in day.sessions]


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        pytest.param("2026-11-23", "2026-11-28", "2026-11-29", id="on a Monday the coming one"),
        pytest.param("2026-11-27", "2026-11-28", "2026-11-29", id="on a Friday tomorrow's"),
        pytest.param("2026-11-28", "2026-11-28", "2026-11-29", id="on a Saturday today's"),
        pytest.param("2026-11-29", "2026-11-28", "2026-11-29", id="on a Sunday still the same"),
        pytest.param("2026-04-01", "2026-04-04", "2026-04-06", id="with the Monday that is a public holiday"),
        pytest.param("2026-04-06", "2026-04-04", "2026-04-06", id="not over on such a Monday"),
        pytest.param("2026-04-07", "2026-04-11", "2026-04-12", id="over after such a Monday"),
        pytest.param("2026-09-28", "2026-10-02", "2026-10-05", id="four days within a long holiday"),
        pytest.param("2026-10-08", "2026-10-10", "2026-10-11", id="a Saturday on which people work stays in"),
        pytest.param("2026-12-30", "2027-01-01", "2027-01-03", id="across New Year, with the holiday the law names"),
        pytest.param("2027-01-01", "2027-01-01", "2027-01-03", id="begun with the Friday that is a public holiday"),
        pytest.param("2028-12-30", "2028-12-30", "2029-01-01", id="into the new year"),
    ],
)
def test_which_days_this_weekend_is(today, first, last):
    days = Days(first=date.fromisoformat(first), last=date.fromisoformat(last))

    assert weekend(date.fromisoformat(today)) == days


def test_seven_days_are_today_and_the_six_after_it_across_the_year():
    assert seven_days(date(2026, 12, 29)).days[-1] == date(2027, 1, 4)


FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, 27) + timedelta(days=number) for number in range(4))


@pytest.fixture
def around(place):
    """The last and the first minutes around a weekend, and what lies in it."""
    make_session(place, title="周五夜", starts=at(FRIDAY, 22), ends=at(SATURDAY, 0))
    make_session(place, title="周六", starts=at(SATURDAY, 0))
    make_session(place, title="周日", starts=at(SUNDAY, 19), ends=at(MONDAY, 0), kind=SessionKind.READING)
    make_session(place, title="周一", starts=at(MONDAY, 0))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("when=today", ["周五夜"]),
        ("when=weekend", ["周六", "周日"]),
        ("when=weekend&kind=reading", ["周日"]),
        ("when=days", ["周五夜", "周六", "周日", "周一"]),
        ("when=yesterday%27--", ["周五夜", "周六", "周日", "周一"]),
    ],
)
def test_the_list_keeps_to_the_days_chosen_and_nonsense_chooses_nothing(client, clock, around, query, expected):
    clock("2026-11-27 12:00")

    assert titles(client.get(f"/activities/?{query}")) == expected


def test_each_choice_of_days_is_counted_with_the_other_filters_kept(client, clock, areas, around):
    clock("2026-11-27 12:00")
    make_session(make_place(areas[OTHER_VILLAGE]), starts=at(SATURDAY))

    context = client.get(f"/activities/?area={TOWNSHIP}&when=weekend&page=2").context

    assert [(chip["label"], chip["off"]) for chip in context["chosen"]] == [
        ("本周末", f"/activities/?area={TOWNSHIP}"),
        ("石塘镇", "/activities/?when=weekend"),
    ]
    assert [(chip["label"], chip["count"], chip["current"], chip["url"]) for chip in context["soon"]] == [
        ("今天", 1, False, f"/activities/?area={TOWNSHIP}&when=today"),
        ("本周末", 2, True, f"/activities/?area={TOWNSHIP}&when=weekend"),
        ("7 天内", 4, False, f"/activities/?area={TOWNSHIP}&when=days"),
    ]
    kinds = {chip["label"]: (chip["count"], chip["url"]) for chip in context["groups"][2][1]}
    assert kinds["一起阅读"] == (1, f"/activities/?area={TOWNSHIP}&when=weekend&kind=reading")


def test_the_week_and_the_month_have_days_of_their_own(client, clock, around):
    clock("2026-11-27 12:00")

    views = client.get(WEEKEND).context["views"]

    assert [chip["url"] for chip in views] == ["/activities/", "/activities/?view=week", "/activities/?view=month"]
    assert b"when=" not in client.get("/activities/?view=week").content


def test_the_page_names_the_days_and_robots_do_not_keep_it(client, clock, around):
    clock("2026-11-27 12:00")

    pages = [client.get(f"{prefix}{WEEKEND}").content.decode() for prefix in ("", "/en")]

    assert ["2026年11月28日至11月29日" in pages[0], "28 November to 29 November 2026" in pages[1]] == [True, True]
    assert ['<meta name="robots" content="noindex">' in page for page in pages] == [True, True]


def test_on_sunday_night_it_says_that_nothing_more_is_on_and_what_comes_next(client, clock, around, place):
    clock("2026-11-29 20:00")
    make_session(place, title="周一夜", starts=at(MONDAY, 18))
    Session.objects.public().filter(title="周日").update(ends=at(SUNDAY, 20))

    response = client.get(WEEKEND)

    assert (titles(response), [session.title for session in response.context["later"]]) == ([], ["周一", "周一夜"])
    page = response.content.decode()
    assert ("本周末没有活动了" in page, "这几天没有活动了" in page, page.count("<h3")) == (False, True, 2)
    assert page.index("接下来的活动</h2>") < page.index("<h3")


def test_and_the_next_weekend_when_something_is_on_then(client, clock, around, place):
    clock("2026-11-30 00:00")
    make_session(place, title="下下周末", starts=at(SATURDAY + timedelta(days=14)))

    response = client.get(WEEKEND)

    page = response.content.decode()
    assert ([session.title for session in response.context["later"]], titles(response)) == (["下下周末"], [])
    assert "本周末没有活动了。下个周末（2026年12月12日至12月13日）有：" in page


def test_a_place_full_or_cancelled_is_said_in_words_here_too(client, clock, place):
    clock("2026-11-27 12:00")
    make_session(place, starts=at(SATURDAY), state=SessionState.CANCELLED, cancel_reason="雪")
    make_session(place, starts=at(SUNDAY), child_capacity=1, children_taken=1)

    page = client.get(WEEKEND).content.decode()

    assert ("已取消" in page, "已满，可候补" in page) == (True, True)


def test_a_weekend_on_which_people_work_says_so_beside_the_session(client, clock, place):
    clock("2026-10-09 12:00")
    make_session(place, starts=at(date(2026, 10, 10)))
    make_session(place, starts=at(date(2026, 10, 11)))

    days = client.get(WEEKEND).context["days"]

    assert [day.mark.text if day.mark else "" for day in days] == ["国庆节调休上班", ""]
    assert client.get(WEEKEND).content.decode().count("国庆节调休上班") == 1


def test_after_midnight_nobody_sees_the_weekend_that_is_over(client, clock, around):
    clock("2026-11-29 23:59")
    before = titles(client.get(WEEKEND))

    clock("2026-11-30 00:00")

    assert (before, client.get(WEEKEND).context["wanted_text"]) == (["周日"], "2026年12月5日至12月6日")


@pytest.mark.parametrize("number", [3, 300])
def test_a_choice_of_days_costs_the_same_queries_for_few_and_many(client, place, number, django_assert_num_queries):
    first = make_session(place, starts=timezone.now() + timedelta(minutes=5))
    Session.objects.bulk_create(copies(first, number - 1))
    client.get("/activities/")
    stamp.bump()

    with django_assert_num_queries(8):
        assert client.get("/activities/?when=days").context["soon"][2]["count"] == number


def test_one_tap_leads_there_from_the_home_page_and_from_a_place(client, place):
    pages = [client.get(address).content.decode() for address in ("/", "/en/", place.get_absolute_url())]

    links = [WEEKEND, f"/en{WEEKEND}", f"/activities/?area={TOWNSHIP}&amp;when=weekend"]
    assert [f'href="{link}"' in page for link, page in zip(links, pages, strict=True)] == [True] * 3
