"""Whom to call: the nearest office, the opening hours as people write them, and areas by their names."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from activities.places.domain.opening import read_hours, state_at, write_hours
from home.help.domain import contacts as whom
from home.models import Office
from portal.areas.models import Area
from tests.factories.activities import make_place
from tests.factories.offices import WORKDAYS, office
from tests.factories.settings import site_of

pytestmark = pytest.mark.django_db
VILLAGE, TOWNSHIP, COUNTY = "331125106001", "331125106", "331125"
SATURDAY = datetime.datetime.fromisoformat("2026-11-28 09:00")


class TestTheNearestOffice:
    @pytest.mark.parametrize(
        ("known", "found", "own"),
        [
            ([VILLAGE, TOWNSHIP, COUNTY], VILLAGE, True),
            ([TOWNSHIP, COUNTY], TOWNSHIP, False),
            ([COUNTY], COUNTY, False),
            (["331125106002", "331126"], None, False),
        ],
    )
    def test_is_the_villages_own_else_the_townships_else_the_countys(self, areas, known, found, own):
        for code in known:
            office(code)
        contact = whom.contact_for(areas[VILLAGE])
        assert (contact.office and contact.office.area.code, contact.is_own) == (found, own)
        assert contact.hotline["number"] == "12345"

    def test_says_so_when_it_is_not_the_villages_own(self, areas):
        assert whom.contact_for(areas[VILLAGE]).instead == "上村还没有登记办公电话，请打 12345，他们知道该找谁。"
        office(TOWNSHIP)
        assert whom.contact_for(areas[VILLAGE]).instead == "上村还没有登记办公电话，先打石塘镇的。"
        assert whom.contact_for(areas[TOWNSHIP]).instead == ""

    def test_without_an_area_is_that_of_the_county_that_runs_the_site(self, areas):
        office(COUNTY)
        assert whom.contact_for(None).office is None
        site_of(COUNTY)
        assert whom.contact_for(None).office == Office.objects.get()

    def test_costs_one_query_beside_the_settings(self, areas, django_assert_num_queries):
        office(TOWNSHIP)
        with django_assert_num_queries(2):
            assert whom.contact_for(areas[VILLAGE]).instead


@pytest.mark.parametrize("phone", ["13800001234", "138-0000-1234"])
def test_an_office_has_no_mobile_phone(areas, phone):
    with pytest.raises(ValidationError, match="手机"):
        Office(area=areas[VILLAGE], phone=phone).full_clean()


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("周一至周五 8:30-12:00，14:00-17:30", "周一至周五 08:30-12:00，14:00-17:30"),
        ("工作日 上午8:30–12:00 下午14:00~17:30", "周一至周五 08:30-12:00，14:00-17:30"),
        ("星期一到五８：３０－１２：００；周六 9:00至11:00", "周一至周五 08:30-12:00；周六 09:00-11:00"),
        ("周一、周三 9:00-11:00", "周一、周三 09:00-11:00"),
        ("每天 0:00-24:00", "周一至周日 00:00-24:00"),
        ("周六至周一 9:00-10:00", "周一、周六、周日 09:00-10:00"),
        ("  ", ""),
    ],
)
def test_hours_are_read_as_people_write_them_and_written_in_one_form(text, canonical):
    week = read_hours(text)
    assert write_hours(week) == canonical
    assert read_hours(canonical) == week


@pytest.mark.parametrize(
    "text",
    [
        "上班时间",
        "周一",
        "8:30-12:00",
        "周一 12:00-8:30",
        "周一 8:61-9:00",
        "周一 9:00-25:00",
        "周一 9:00-10:00 午休",
    ],
)
def test_hours_that_are_not_understood_are_refused_and_never_guessed(text):
    with pytest.raises(ValidationError, match="请这样写"):
        read_hours(text)


@pytest.mark.parametrize(
    ("moment", "is_open", "words"),
    [
        ("2026-11-23 08:29", False, "现在没开门，今天 8:30 开门"),
        ("2026-11-23 08:30", True, "现在开门，到 12:00"),
        ("2026-11-23 12:00", False, "现在没开门，今天 14:00 开门"),
        ("2026-11-23 17:30", False, "今天已关门，明天 8:30 开门"),
        ("2026-11-27 18:00", False, "今天已关门，周一 8:30 开门"),
        ("2026-11-28 10:00", False, "今天不开门，周一 8:30 开门"),
    ],
)
def test_open_or_closed_is_said_plainly(moment, is_open, words):
    state = state_at(WORKDAYS, datetime.datetime.fromisoformat(moment))
    assert (state.is_open, state.words) == (is_open, words)


def test_an_office_without_hours_says_nothing_and_english_is_english():
    assert state_at([], SATURDAY) is None
    with translation.override("en"):
        assert state_at(WORKDAYS, SATURDAY).words == "Closed today, opens Mon at 8:30"


@pytest.mark.parametrize(
    ("official", "plain"),
    [
        ("局村村委会", "局村"),
        ("庄前村委会", "庄前村"),
        ("仁村村村委会", "仁村村"),
        ("马报桥村村民委员会", "马报桥村"),
        ("上谢桥社区居委会", "上谢桥社区"),
        ("石塘镇", "石塘镇"),
    ],
)
def test_a_village_is_called_as_its_people_call_it(official, plain):
    assert whom.plain_name(official) == plain


class TestFindingByName:
    def codes(self, name):
        return [area.code for area in whom.find_areas(whom.clean_name(name))]

    @pytest.mark.parametrize("name", ["石塘镇", "石塘", " 石 塘 "])
    def test_a_township_by_its_name_or_the_beginning_of_it(self, areas, name):
        assert self.codes(name) == [TOWNSHIP]

    @pytest.mark.parametrize("name", ["石塘镇上村", "石塘上村"])
    def test_a_village_with_its_township_before_it(self, areas, name):
        assert self.codes(name) == [VILLAGE]

    def test_the_same_name_elsewhere_comes_after_the_sites_own_county(self, areas):
        Area.objects.create(code="331126101002", name="上村", level="village", parent=areas["331126101"])
        Area.objects.create(code="331125105002", name="上村头", level="village", parent=areas["331125105"])
        assert self.codes("上村") == [VILLAGE, "331126101002", "331125105002"]
        site_of("331126")
        assert self.codes("上村") == ["331126101002", VILLAGE, "331125105002"]

    def test_in_traditional_characters(self, areas):
        Area.objects.create(code="331125105002", name="龙门村", level="village", parent=areas["331125105"])
        assert self.codes("龍門") == ["331125105002"]

    @pytest.mark.parametrize("name", ["", "没有这个村", "%", "_", "测试省"])
    def test_nothing_where_there_is_nothing(self, areas, name):
        assert self.codes(name) == []


def test_places_are_the_nearest_first_and_never_of_another_county(areas):
    for number, code in enumerate(["331125105001", "331125106002", VILLAGE, "331125106", "331126101001"]):
        make_place(areas[code], slug=f"p{number}")
    found = [one.area_path for one in whom.nearest_places(areas[VILLAGE])]
    assert found == [VILLAGE, "331125106", "331125106002", "331125105001"]
    assert whom.nearest_places(areas["3311"]) == []
