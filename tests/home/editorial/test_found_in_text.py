"""What belongs to one person in a text, found by its own functions: names, days of birth, homes, numbers."""

import pytest

from home.editorial.domain.content_names import birth_dates, home_addresses, names
from home.editorial.domain.content_numbers import has_id_number, id_numbers, phones
from home.editorial.domain.plain_text import Plain, plain, sentence_around
from home.enums.editorial import DoubtKind

VALID = "529999201503070011"


def called(text: str) -> list[str]:
    return sorted({text[start:end] for start, end, _kind in names(text)})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("留守儿童李小明今年8岁", ["李小明"]),
        ("女儿李小红（化名）画画".replace("（", "(").replace("）", ")"), []),
        ("学生王老师来了", []),
        ("镇长李大明讲话", []),
        ("my daughter Anna Berg", ["Anna Berg"]),
    ],
)
def test_a_name_beside_a_word_for_a_child(text, found):
    assert called(text) == found


def test_a_day_of_birth_and_a_home_belong_to_who_is_named_in_the_sentence():
    text = "留守儿童李小明家住上村路12号,2015年3月7日出生。2015年3月7日出生的人。办公地址:甲县人民路1号。"
    people = sorted(names(text))

    assert [text[a:b] for a, b, _kind in birth_dates(text, people)] == ["2015年3月7日出生"]
    assert [text[a:b] for a, b, _kind in home_addresses(text, people)] == ["上村路12号"]
    assert {kind for *_span, kind in (*birth_dates(text, people), *home_addresses(text, people))} == {
        DoubtKind.BIRTH_DATE,
        DoubtKind.ADDRESS,
    }
    assert (list(birth_dates(text, [])), list(home_addresses("人民路1号办公", []))) == ([], [])


@pytest.mark.parametrize(
    "words",
    ["家住", "住址", "家在", "家里", "家庭", "户籍地", "居住", "住在", "租住", "老屋", "自家", "这户人家", "这家人"],
)
def test_a_door_is_a_home_where_somebody_lives_even_beside_an_office(words):
    text = f"{words}:上村路12号,离村委会办公楼不远。"

    assert [text[start:end] for start, end, _kind in home_addresses(text, [])] == ["上村路12号"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"身份证{VALID}。", [VALID]),
        ("身份证 5299 9920 1503 0700 11", ["5299 9920 1503 0700 11"]),
        (f"订单号{VALID}", []),
        ("身份证123456789012345", ["123456789012345"]),
        ("编号123456789012345", []),
        ("52999920150307****", ["52999920150307****"]),
        ("529999201503****11", []),
    ],
)
def test_an_id_number_in_any_spelling(text, found):
    assert [text[start:end] for start, end, _kind in id_numbers(text)] == found
    assert {kind for *_span, kind in id_numbers(text)} <= {DoubtKind.ID_NUMBER}


@pytest.mark.parametrize(("text", "certain"), [(VALID, True), ("529999201503070012", False), ("没有", False)])
def test_it_is_certain_when_day_and_last_place_fit(text, certain):
    assert has_id_number(["第一行", text]) == certain


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("奶奶电话13800000001", [DoubtKind.FAMILY_PHONE]),
        ("张三 13800000001", [DoubtKind.PHONE]),
        ("咨询电话:13800000001", []),
        ("民政局 13800000001", []),
        ("订单号 13800000001", []),
        ("奶奶电话0578-5120001", []),
    ],
)
def test_a_mobile_phone_is_somebodys_unless_it_is_an_offices(text, kinds):
    assert [kind for *_span, kind in phones(text, frozenset())] == kinds
    assert list(phones(text, frozenset({"13800000001"}))) == []


def test_plain_text_knows_the_way_back():
    found = plain("１３８\u200b〇")

    assert found == Plain("138〇", (0, 1, 2, 4))
    assert (found.span(0, 3), found.span(3, 4)) == ((0, 3), (4, 5))
    assert plain("一三八〇〇〇〇〇〇〇一").text == "13800000001"
    assert plain("一三八〇").text == "一三八〇"


def test_a_sentence_ends_at_its_marks_and_not_too_far_away():
    text = "甲。乙丙丁!戊"

    assert [text[slice(*sentence_around(text, at, at + 1))] for at in (0, 3, 6)] == ["甲", "乙丙丁", "戊"]
    assert sentence_around("一" * 500, 250, 251, most=10) == (240, 261)
