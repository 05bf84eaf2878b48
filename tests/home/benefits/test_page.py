"""The public page of benefits and its table: grouped, filtered, with history, the same in English."""

import csv
import datetime
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.benefits.domain import amounts
from tests.factories import home as make_page
from tests.factories.benefits import standard
from tests.factories.settings import site_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county(areas):
    site_of("331125")


def read(url="/benefits/"):
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_an_amount_stands_in_words_with_its_day_and_its_document(areas):
    page = make_page.policy("orphans")
    standard("1284", "2025-01-01", document=page, document_number="浙民助〔2025〕1号")
    text = read()
    assert "每月 1,284 元" in text
    assert "2025年1月1日起" in text
    assert 'href="/policies/orphans/"' in text
    assert "浙民助〔2025〕1号" in text


def test_an_amount_without_a_page_says_whom_to_ask(areas):
    standard("500", "2025-01-01")
    text = read()
    assert ["怎么申请，打电话问" in text, "怎么申请、带什么材料" in text] == [True, False]


def test_earlier_amounts_stand_below_with_a_chart_and_a_coming_one_is_announced(areas):
    standard("1100", "2024-01-01", until="2024-12-31")
    standard("1284", "2025-01-01", until="2098-12-31")
    standard("1500", "2099-01-01")
    text = read()
    assert "以前是多少" in text
    assert text.count('<table class="bars">') == 1
    assert re.findall(r'<th scope="row">(.*?)</th>', text) == ["2024年1月", "2025年1月"]
    assert re.findall(r'<td class="number">(.*?)</td>', text) == ["1,100", "1,284"]
    assert "每月 1,100 元" in text
    assert "2099年1月1日起：每月 1,500 元" in text


def test_a_chart_does_not_compare_months_with_years(areas):
    standard("1100", "2024-01-01", until="2024-12-31", unit="per_year")
    standard("1284", "2025-01-01")
    assert 'class="bars"' not in read()


def test_the_day_asked_for_shows_the_amount_of_that_day(areas):
    standard("1100", "2024-01-01", until="2024-12-31")
    standard("1284", "2025-01-01")
    text = read("/benefits/?on=2024-06-01")
    assert '<p class="amount">每月 1,100 元</p>' in text
    assert '<p class="amount">每月 1,284 元</p>' not in text
    assert "按2024年6月1日的标准" in text


@pytest.mark.parametrize("day", ["gestern", "2026-13-01", "99999-01-01", "0000-00-00", "%01"])
def test_a_day_that_is_none_shows_todays_amounts_and_says_so(areas, day):
    standard("1284", "2025-01-01")
    text = read(f"/benefits/?on={day}")
    assert "每月 1,284 元" in text
    assert "这不是一个日期" in text


def test_the_audience_and_the_place_narrow_it_down(areas):
    standard("1284")
    standard("300", audience="difficulty-own")
    standard("999", area="33")
    assert [figure in read("/benefits/?audience=difficulty-own") for figure in ("1,284", "300", "999")] == [
        False,
        True,
        False,
    ]
    assert [figure in read("/benefits/?area=33") for figure in ("1,284", "300", "999")] == [False, False, True]
    assert "没有登记标准" in read("/benefits/?audience=difficulty-own&area=33")
    assert "这个地方没有登记标准" in read("/benefits/?area=7777")


def test_an_example_is_marked_as_one_and_a_real_amount_is_not(areas):
    row = standard("1284")
    assert "示例" not in read()
    row.is_example = True
    row.save()
    assert "标着“示例”的金额只作演示" in read()


def test_without_amounts_the_page_says_what_to_do(areas):
    assert "还没有登记待遇标准" in read()


def test_english(areas):
    standard("1284", name_en="Basic allowance", who="甲", who_en="Orphans")
    text = read("/en/benefits/")
    assert ["1,284 yuan a month" in text, "Basic allowance" in text, "Orphans" in text] == [True] * 3
    assert '<span lang="zh-Hans">甲县</span>' in text


def test_the_table_has_the_same_rows_and_no_formula(areas):
    standard("1284", who="=HYPERLINK(1)", document_number="@x")
    standard("300", audience="difficulty-own", who="-1+1")
    response = Client().get("/benefits/table.csv?audience=difficulty-guardianship")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][2:6] == ["1284.00", "每月", "'=HYPERLINK(1)", "甲县"]
    assert rows[1][8] == "'@x"
    assert rows[1][10] == "发给家里或者孩子"


def test_the_search_finds_what_is_in_force_and_nothing_else(areas):
    standard("1100", "2024-01-01", until="2024-12-31", name="护理补贴")
    standard("1284", "2025-01-01", name="护理补贴")
    standard("1500", "2099-01-01", name="护理费")
    text = read("/search/?q=护理")
    assert ["1,284" in text, "1,100" in text, "1,500" in text] == [True, False, False]


@pytest.mark.django_db(transaction=True)
def test_queries_stay_the_same_for_three_amounts_and_for_ninety(areas):
    def fill(first, last):
        for number in range(first, last):
            page = make_page.policy(f"p{number}")
            standard(name=f"补贴{number}", since="2024-01-01", until="2024-12-31")
            standard(name=f"补贴{number}", document=page)

    urls = ["/benefits/", "/en/benefits/", "/benefits/?area=33&on=2024-06-01", "/benefits/table.csv"]
    fill(0, 3)
    few = {url: queries(url) for url in urls}
    fill(3, 45)
    assert {url: queries(url) for url in urls} == few
    assert {url: count for url, count in few.items() if count > 12} == {}


def queries(url):
    assert Client().get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(url).status_code == 200
    return len(captured)


def test_history_costs_one_query_for_all(areas, django_assert_num_queries):
    for number in range(5):
        standard("900", "2024-01-01", until="2024-12-31", name=f"补贴{number}")
        standard("1284", "2025-01-01", name=f"补贴{number}")
    rows = amounts.in_force(on=datetime.date(2026, 1, 1))
    with django_assert_num_queries(1):
        amounts.with_history(rows)
    assert [[str(old.amount) for old in row.earlier] for row in rows] == [["900.00"]] * 5
