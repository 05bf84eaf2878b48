"""The pages on which one finds whom to call: step by step, by name, on a card; with all of a province loaded."""

import itertools

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from home.models import Hotline
from portal.areas.models import Area
from tests.factories.activities import make_place
from tests.factories.offices import office
from tests.factories.settings import site_of

pytestmark = pytest.mark.django_db
VILLAGE, TOWNSHIP, COUNTY = "331125106001", "331125106", "331125"


def read(url):
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_way_goes_down_from_the_province_one_address_at_a_time(areas):
    way = ["/help/", "/help/33/", "/help/3311/", "/help/331125/", "/help/331125106/", "/help/331125106001/"]
    steps = [f'href="{below}"' in read(above) for above, below in itertools.pairwise(way)]
    assert steps == [True] * 5


def test_the_police_come_first_then_the_townships_and_the_other_numbers_last(areas):
    site_of(COUNTY)
    text = read("/help/")
    order = ['href="tel:110"', 'id="find"', f'href="/help/{TOWNSHIP}/"', 'id="now"']
    assert sorted(order, key=text.index) == order


def test_and_up_again_by_the_line_above_the_heading(areas):
    text = read(f"/help/{VILLAGE}/")
    assert [f'href="/help/{code}/"' in text for code in ("33", "3311", COUNTY, TOWNSHIP)] == [True] * 4


def test_a_county_that_runs_the_site_begins_with_its_townships_and_leads_up(areas):
    site_of(COUNTY)
    text = read("/help/")
    assert f'href="/help/{TOWNSHIP}/"' in text
    assert 'href="/help/3311/"' in text
    assert 'href="/help/33/"' not in text


def test_a_county_code_that_is_not_in_the_tree_begins_with_the_provinces(areas):
    site_of("999999")
    assert 'href="/help/33/"' in read("/help/")


def test_the_number_is_grouped_for_the_eye_and_whole_for_the_telephone(areas):
    office(VILLAGE, "0578-0000123")
    text = read(f"/help/{VILLAGE}/")
    assert 'href="tel:0578-0000123"' in text
    assert "0578 000 0123" in text
    assert "儿童主任办公室" in text


def test_two_villages_of_one_name_have_two_titles(areas):
    titles = [read(f"{path}/help/{VILLAGE}/").partition("<title>")[2].partition(" ·")[0] for path in ("", "/en")]
    names = areas[VILLAGE].name, areas[TOWNSHIP].name
    assert titles == [f"{names[1]}{names[0]}：该找谁", f"{names[0]}, {names[1]}: whom to call"]


def test_a_township_shows_its_villages_with_their_own_numbers(areas):
    office("331125106002", "0578-0000123")
    text = read(f"/help/{TOWNSHIP}/")
    assert (text.count("0578 000 0123"), "下村" in text, "上村" in text) == (1, True, True)


def test_the_nearest_place_stands_on_the_page_and_hidden_ones_do_not(areas):
    make_place(areas[TOWNSHIP], name="石塘镇儿童之家")
    make_place(areas[TOWNSHIP], name="不公开的地方", listed=False)
    text = read(f"/help/{VILLAGE}/")
    assert ("石塘镇儿童之家" in text, "不公开的地方" in text) == (True, False)


@pytest.mark.parametrize("url", ["/help/9/", "/help/99/", "/help/3311251060019/", "/help/331125106001/x/"])
def test_an_unknown_area_is_not_found(areas, url):
    assert Client().get(url).status_code == 404


class TestByName:
    def test_one_hit_leads_straight_there(self, areas):
        response = Client().get("/help/", {"q": "石塘"})
        assert (response.status_code, response["Location"]) == (302, f"/help/{TOWNSHIP}/")

    def test_several_are_listed_with_their_township_and_county(self, areas):
        Area.objects.create(code="331126101002", name="上村村委会", level="village", parent=areas["331126101"])
        text = read("/help/?q=上村")
        assert ("甲县 石塘镇" in text, "乙县 河东镇" in text, f'href="/help/{VILLAGE}/"' in text) == (True, True, True)

    def test_nothing_found_says_what_to_do_and_keeps_what_was_typed(self, areas):
        text = read("/help/?q=没有<b>这个")
        assert "没有找到" in text
        assert 'value="没有&lt;b&gt;这个"' in text
        assert 'href="tel:12345"' in text

    @pytest.mark.parametrize("query", ["q=", "q=%20", "q=%01", "q=" + "村" * 800])
    def test_odd_input_is_survived(self, areas, query):
        assert Client().get(f"/help/?{query}").status_code in {200, 302}

    def test_what_was_typed_is_not_kept_in_the_page_cache(self, areas):
        read("/help/?q=没有这个")
        office(TOWNSHIP)
        Area.objects.create(code="331125106003", name="没有这个村", level="village", parent=areas[TOWNSHIP])
        assert Client().get("/help/?q=没有这个").status_code == 302


def test_english_pages_name_the_office_in_english_and_mark_chinese_names(areas):
    office(TOWNSHIP)
    with translation.override("en"):
        text = read(f"/en/help/{TOWNSHIP}/")
    assert "Office of the township child supervisor" in text
    assert '<span lang="zh-Hans">石塘镇</span>' in text


def test_the_card_for_the_wall_has_the_office_and_the_hotlines_and_no_menu(areas):
    settings = site_of(COUNTY)
    Hotline.objects.create(settings=settings, number="12355", label="青少年服务台", label_en="Youth")
    office(VILLAGE, "0578-0000123")
    text = read(f"/help/{VILLAGE}/card/")
    assert ("0578 000 0123" in text, "12355" in text, "<nav" in text) == (True, True, False)


@pytest.mark.django_db(transaction=True)
def test_queries_stay_the_same_for_one_village_and_for_hundreds(areas):
    site_of(COUNTY)
    office(COUNTY)
    urls = [
        "/help/",
        "/help/33/",
        f"/help/{COUNTY}/",
        f"/help/{TOWNSHIP}/",
        f"/help/{VILLAGE}/",
        f"/help/{VILLAGE}/card/",
    ]
    urls += ["/help/?q=村", f"/en/help/{TOWNSHIP}/"]
    few = {url: queries(url) for url in urls}
    for number in range(100, 400):
        village = Area.objects.create(
            code=f"{TOWNSHIP}{number}", name=f"村{number}", level="village", parent=areas[TOWNSHIP]
        )
        office(village.code)
        make_place(village)
    assert {url: queries(url) for url in urls} == few
    assert {url: count for url, count in few.items() if count > 12} == {}


def queries(url):
    """How many a page costs that is not in the page cache, once the process is warm."""
    assert Client().get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(url).status_code == 200
    return len(captured)
