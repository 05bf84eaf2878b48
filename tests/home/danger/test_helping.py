"""Who is in danger reads the numbers in the order of what has happened, and the county's own words lead there too."""

import pytest
from django.utils import translation

from home.danger.domain.helping import NUMBERS, ORDER, SAID, added_words, help_for, suggested_help
from home.enums.danger import DangerKind
from home.models import DangerWord

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kind", "numbers"),
    [
        ("想死", DangerKind.DESPAIR, ["12356", "120", "110", "12355"]),
        ("爸爸打我", DangerKind.VIOLENCE, ["110", "12355", "120", "12356"]),
        ("孩子走丢了", DangerKind.LOST, ["110", "12355", "120", "12356"]),
        ("裸贷", DangerKind.MONEY, ["110", "12356", "12355", "120"]),
    ],
)
def test_each_danger_has_its_own_words_and_order_of_numbers(typed, kind, numbers):
    found = help_for(typed)

    assert (found.kind, [line.number for line in found.lines]) == (kind, numbers)
    assert (found.title, found.text) == tuple(map(str, SAID[kind]))


def test_every_danger_is_answered_with_every_number():
    assert set(ORDER) == set(SAID) == set(DangerKind)
    assert all(set(numbers) == set(NUMBERS) for numbers in ORDER.values())


def test_a_line_says_what_it_is_and_when_to_call():
    line = help_for("想死").lines[2]

    assert (line.number, line.name) == ("110", "报警")
    assert line.when == str(NUMBERS["110"][1])


def test_an_ordinary_question_is_answered_as_one():
    assert help_for("低保怎么申请") is None
    assert suggested_help("低保怎么申请", "低保怎么申请") == []


def test_the_gravest_of_two_dangers_counts():
    assert help_for("裸贷 想死").kind == DangerKind.DESPAIR


def test_words_of_the_county_lead_to_the_same_help():
    DangerWord.objects.create(kind=DangerKind.LOST, word="寻不着崽", looked_for="寻不着崽")

    assert added_words() == {DangerKind.LOST: ["寻不着崽"]}
    assert help_for("寻不着崽").kind == DangerKind.LOST


def test_leaving_leads_somewhere_harmless(settings):
    settings.TONGXIN_EXIT_URL = "https://example.test/weather"

    assert help_for("想死").exit_url == "https://example.test/weather"


def test_the_first_suggestions_are_two_numbers_and_the_way_to_all_of_them():
    with translation.override("zh-hans"):
        found = suggested_help("爸爸打我", "爸爸 打我")

    assert [one["url"] for one in found] == [
        *("tel:110", "tel:12355"),
        "/search/?q=%E7%88%B8%E7%88%B8+%E6%89%93%E6%88%91",
    ]
    assert {one["language"] for one in found} == {"zh-hans"}
    assert found[0]["text"] == "110 报警"
