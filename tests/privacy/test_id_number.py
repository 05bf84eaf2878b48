"""The resident ID number: what it says, and which part is wrong."""

from datetime import date

import pytest

from portal.privacy.id_number import IdNumberProblem, InvalidIdNumber, check_digit, parse


@pytest.mark.parametrize(
    ("typed", "number", "born", "sex"),
    [
        ("529999201503070011", "529999201503070011", date(2015, 3, 7), "m"),
        ("52999920150307002X", "52999920150307002X", date(2015, 3, 7), "f"),
        ("529999201602290036", "529999201602290036", date(2016, 2, 29), "m"),
        ("52999920150307002x", "52999920150307002X", date(2015, 3, 7), "f"),
        ("５２９９９９２０１５０３０７００１１", "529999201503070011", date(2015, 3, 7), "m"),
        (" 529999 20150307 0011\u200b", "529999201503070011", date(2015, 3, 7), "m"),
        ("'529999201503070011", "529999201503070011", date(2015, 3, 7), "m"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed, number, born, sex):
    parsed = parse(typed)

    assert (parsed.number, parsed.birth_date, parsed.sex) == (number, born, sex)


@pytest.mark.parametrize("first", ["810000", "820000", "830000", "911840", "932392"])
def test_residence_permits_carry_a_number_of_the_same_build(first):
    """Hong Kong, Macao, Taiwan, foreigners: libraries know some and refuse others (findings/residence-permits.sh)."""
    seventeen = f"{first}20150307000"  # the running number 000 is never issued
    number = seventeen + check_digit(seventeen)

    assert (parse(number).number, parse(number).birth_date) == (number, date(2015, 3, 7))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", IdNumberProblem.FORM),
        ("52999920150307001", IdNumberProblem.FORM),
        ("5299992015030700111", IdNumberProblem.FORM),
        ("5.29999201503E+17", IdNumberProblem.FORM),
        ("52999920150307001A", IdNumberProblem.FORM),
        ("５２９９９９２０１５０３０７００１２", IdNumberProblem.CHECK_DIGIT),
        ("529999201503070012", IdNumberProblem.CHECK_DIGIT),
        ("529999201502290039", IdNumberProblem.DATE),
    ],
)
def test_the_part_that_is_wrong_is_named(typed, problem):
    with pytest.raises(InvalidIdNumber) as refused:
        parse(typed)

    assert refused.value.problem == problem


def test_the_error_does_not_hold_the_number():
    with pytest.raises(InvalidIdNumber) as refused:
        parse("529999201503070012")

    assert "5299" not in repr(refused.value)
