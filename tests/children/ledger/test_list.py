"""The list of children: names first, what has to be looked at at the end, two lines on a phone."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from children.ledger.enums import NeedDomain, Turned
from children.ledger.models import Child
from portal.privacy.fields import Token
from tests.conftest import VILLAGE
from tests.factories.children import make_child

pytestmark = pytest.mark.django_db


def listed(browser, path="/desk/children/"):
    """Each row as its cells say it."""
    body = browser.get(path).content.decode().split("<tbody>")[1].split("</tbody>")[0]
    texts = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL) for line in body.split("</tr>")]
    return [[re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells] for cells in texts if cells]


def test_a_row_says_who_it_is_before_its_number(areas, village_officer, sign_in):
    child = make_child(areas[VILLAGE], full_name="测试童甲", called_name="小甲", needs=("education", "safety"))

    page = sign_in(village_officer).get(reverse("children:index")).content.decode()

    assert f'<a href="{child.get_absolute_url()}">测试童甲</a> <small>{child.case_number}</small>' in page
    said = f"测试童甲 {child.case_number}", "小甲", f"{child.age_band} 岁", "石塘镇 上村", "家庭困境"
    needs = f"{NeedDomain.EDUCATION.label}、{NeedDomain.SAFETY.label}"
    assert listed(sign_in(village_officer)) == [[*said, needs, "在册"]]


def test_the_whole_row_is_one_link(areas, village_officer, sign_in):
    make_child(areas[VILLAGE], risk="high")

    page = sign_in(village_officer).get(reverse("children:index")).content.decode()

    assert page.split("<tbody>")[1].split("</tbody>")[0].count("<a ") == 1


@pytest.mark.parametrize(
    ("changes", "marked", "end"),
    [
        ({"risk": "high"}, True, "在册"),
        ({"state": "draft"}, False, "草稿"),
        ({"turned": Turned.SIXTEEN, "turned_at": timezone.now()}, False, "已满 16 周岁"),
    ],
    ids=["high risk", "draft", "turned"],
)
def test_what_has_to_be_looked_at_is_marked(areas, village_officer, sign_in, changes, marked, end):
    make_child(areas[VILLAGE], **changes)

    (row,) = listed(sign_in(village_officer))

    assert ("高风险" in row[0], row[-1]) == (marked, end)


def test_a_name_that_cannot_be_read_is_marked_and_breaks_no_list(areas, village_officer, sign_in):
    child = make_child(areas[VILLAGE])
    Child.plain.filter(pk=child.pk).update(full_name=Token("v1:dev:damaged"))

    (row,) = listed(sign_in(village_officer))

    assert row[0] == f"⚠ {child.case_number}"
