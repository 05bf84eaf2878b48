"""What somebody types or ticks in the check: read as it is meant, or said to be wrong and kept."""

from __future__ import annotations

import pytest

from home.eligibility.domain.sealing import State
from home.eligibility.enums import Question

from .checking import state_of, text_of, to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("checked_county")]

WRONG = [
    ({}, "请写年份，四位数字"),
    ({"year": "15"}, "年份请写四位数字"),
    ({"year": "abcd"}, "年份请写四位数字"),
    ({"year": "2015", "month": "13"}, "月份是 1 到 12 的数字"),
    ({"year": "2015", "month": "2", "day": "30"}, "这个月没有这一天"),
    ({"year": "2015", "day": "3"}, "请把月份也写上"),
    ({"year": "2199"}, "这一天还没到"),
    ({"year": "2015", "unknown": "on"}, "只选一样"),
    ({"year": "２０１５", "month": "９９"}, "月份是 1 到 12 的数字"),
    ({"year": "9" * 200}, "年份请写四位数字"),
]


@pytest.mark.parametrize(("typed", "message"), WRONG)
def test_a_wrong_date_is_said_so_and_stays_typed(client, typed, message):
    response = client.get(client.post("/check/new/", typed).url)

    assert message in text_of(response)
    assert response.context["question"] == Question.BORN
    assert all(f'value="{text[:20]}"' in response.content.decode() for name, text in typed.items() if name != "unknown")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"year": "２０１５", "month": "３", "day": "７"}, "2015-03-07"),
        ({"year": " 2015年", "month": "03月", "day": "7日"}, "2015-03-07"),
        ({"year": "2015", "month": "3"}, "2015-03"),
        ({"year": "2015"}, "2015"),
        ({"unknown": "on"}, "unknown"),
    ],
)
def test_dates_as_people_type_them(client, typed, answer):
    assert state_of(client.post("/check/new/", typed).url).answers == {"born": answer}


@pytest.mark.parametrize(
    ("question", "typed", "message"),
    [
        ("mother", {}, "请选一个"),
        ("mother", {"answer": "nonsense"}, ""),
        ("circumstances", {}, "一样都没有"),
        ("circumstances", {"answer": ["none", "illness"]}, "请去掉其中一样"),
        ("dangers", {"answer": ["unknown", "abused"]}, "请去掉其中一样"),
        ("township", {"answer": "110000"}, ""),
    ],
)
def test_a_wrong_choice_is_said_so_on_the_same_page(client, question, typed, message):
    response = client.get(client.post(to(State({}, asking=question)), typed).url)

    assert response.context["question"] == question
    assert list(response.context["form"].errors) == ["answer"]
    assert message in text_of(response)
