"""Public holidays: what is known of them, what is said on such a day, and what when a year is not announced yet."""

from datetime import date, datetime, timedelta

import pytest
from chinese_calendar import constants

from activities.days import holidays
from activities.places.domain.opening import state_at
from activities.public.views.places import week_of
from activities.sessions.domain.due import due_holidays
from portal.accounts.enums import Role
from tests.conftest import TOWNSHIP, VILLAGE
from tests.factories.activities import EVERY_DAY, make_place

pytestmark = pytest.mark.django_db
WORKDAYS = [[["08:30", "17:30"]]] * 5 + [[], []]
NOTE = "2027 年的放假和调休安排"


def is_chinese(text: str) -> bool:
    return all("\u4e00" <= sign <= "\u9fff" for sign in text)


@pytest.fixture
def only_2026(monkeypatch):
    """The wheel as it is before the State Council has announced 2027, whichever is installed."""
    for name in ("holidays", "workdays"):
        known = {day: holiday for day, holiday in getattr(holidays, name).items() if day.year <= 2026}
        monkeypatch.setattr(holidays, name, known)


def test_every_day_the_wheel_knows_has_a_chinese_name():
    """The public read English on 4 April and 25 September 2026: the wheel writes `Tomb-sweeping Day`."""
    marked = {holidays.mark_of(day).name for day in [*constants.holidays, *constants.workdays]}

    assert sorted(name for name in marked if not is_chinese(name)) == []
    assert [holidays.mark_of(date(2026, month, day)).text for month, day in [(4, 4), (9, 25)]] == ["清明节", "中秋节"]


@pytest.mark.usefixtures("only_2026")
class TestAYearNotAnnounced:
    @pytest.mark.parametrize(
        ("day", "name"),
        [("2027-01-01", "元旦"), ("2027-05-01", "劳动节"), ("2027-05-02", "劳动节"), ("2027-10-03", "国庆节")],
    )
    def test_has_the_days_that_the_law_names_by_date(self, day, name):
        mark = holidays.mark_of(date.fromisoformat(day))

        assert (mark.text, mark.rest) == (name, True)

    def test_has_no_other_marks(self):
        days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]

        assert [f"{day:%m-%d}" for day in days if holidays.mark_of(day)] == [
            "01-01", "05-01", "05-02", "10-01", "10-02", "10-03"
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("view=month&month=2026-12", False),
            ("view=month&month=2027-01", True),
            ("view=month&month=2027-02", True),
            ("view=week&week=2026-W52", False),
            ("view=week&week=2026-W53", True),
            ("when=weekend", False),
        ],
    )
    def test_the_calendar_says_that_it_does_not_know_it(self, client, clock, address, said):
        clock("2026-11-22 12:00")

        response = client.get(f"/activities/?{address}")

        assert (response.status_code, NOTE in response.content.decode()) == (200, said)

    def test_a_weekend_in_it_says_so_too(self, client, clock):
        clock("2026-12-31 12:00")

        assert NOTE in client.get("/activities/?when=weekend").content.decode()

    def test_a_place_says_so_when_its_week_reaches_into_it(self, client, clock, areas):
        place = make_place(areas[VILLAGE], opening_hours=EVERY_DAY)
        said = []
        for moment in ("2026-12-25 12:00", "2026-12-26 12:00", "2027-02-06 12:00"):
            clock(moment)
            said.append(NOTE in client.get(place.get_absolute_url()).content.decode())

        assert said == [False, True, True]

    def test_the_week_of_new_year_marks_it(self, areas):
        place = make_place(areas[VILLAGE], opening_hours=EVERY_DAY)

        assert {row["day"]: row["mark"].text for row in week_of(place, date(2026, 12, 30)) if row["mark"]} == {
            "周五": "元旦"
        }

    def test_the_operator_learns_of_it_from_december_on_and_nobody_else(self, staff, clock):
        operator, officer = staff(Role.OPERATOR, TOWNSHIP), staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP)

        told = []
        for moment in ("2026-11-30 23:00", "2026-12-01 08:00", "2027-06-01 08:00"):
            clock(moment)
            told.append([[due.label for due in due_holidays(user)] for user in (operator, officer)])

        label = "个年份（2027）没有节假日安排：请升级软件包 chinesecalendar"
        assert told == [[[], []], [[label], []], [[label], []]]


def test_nothing_is_missing_while_the_year_is_known():
    assert holidays.missing_year(date(2026, 11, 30)) is None


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-10-01 10:00", "国庆节，请先打电话"),
        ("2026-10-10 10:00", "国庆节调休上班，请先打电话"),
        ("2026-09-30 18:00", "现在没开门，明天放假，请先打电话"),
        ("2026-10-09 10:00", "现在开门，到 17:30"),
        ("2027-01-01 10:00", "元旦，请先打电话"),
        ("2026-12-31 18:00", "现在没开门，明天放假，请先打电话"),
    ],
)
def test_on_a_public_holiday_nobody_is_told_that_it_is_open(only_2026, moment, words):
    state = state_at(WORKDAYS, datetime.fromisoformat(moment))

    assert (state.words, state.is_open) == (words, words.startswith("现在开门"))


def test_the_directory_does_not_call_a_place_open_on_a_public_holiday(client, clock, areas):
    make_place(areas[VILLAGE], opening_hours=EVERY_DAY)
    said = []
    for moment in ("2026-09-30 12:00", "2026-10-01 12:00"):
        clock(moment)
        page = client.get("/places/").content.decode()
        said.append(("正在开放" in page, "国庆节 · 请先打电话" in page))

    assert said == [(True, False), (False, True)]
