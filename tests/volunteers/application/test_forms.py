"""What people type into the application, and what is said back to them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from portal.input.cleaning import clean_phone, one_form
from portal.privacy.id_number import IdNumberProblem
from tests.factories.volunteers import adult_id_number, make_volunteer
from volunteers.application.enums import VolunteerRefusal, VolunteerState
from volunteers.application.forms.apply import AboutPage, ConductPage, ExperiencePage, OfferPage, RefereePage

TODAY = timezone.localdate()
ABOUT = {"real_name": "测试甲", "id_number": adult_id_number(101), "phone": "13800000101"}


@pytest.fixture
def draft(township):
    return make_volunteer(township, VolunteerState.DRAFT)


def filled(page, draft, **data):
    """The page as posted by a browser that has just opened it."""
    posted = QueryDict(mutable=True)
    for name, value in {**data, "seen": page(volunteer=draft).fingerprint}.items():
        posted.setlist(name, value if isinstance(value, list) else [value])
    return page(posted, volunteer=draft)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800000101", "13800000101"),
        ("138 0000 0101", "13800000101"),
        ("１３８０００００１０１", "13800000101"),
        ("+86 138-0000-0101", "13800000101"),
        ("\u200b13800000101", "13800000101"),
        ("0578-5120001", "0578-5120001"),
        ("05785120001", "0578-5120001"),
        ("（0578）5120001", "0578-5120001"),
        ("010 6512 3456", "010-65123456"),
    ],
)
def test_a_phone_is_kept_in_one_form(typed, kept):
    assert clean_phone(typed) == kept


@pytest.mark.parametrize("typed", ["", "5120001", "1280000010", "138000001011", "abc", "<b>13800000101", "٠١٢٣٤٥٦٧٨٩٠"])
def test_what_is_no_phone_is_refused(typed):
    with pytest.raises(ValidationError):
        clean_phone(typed)


def test_names_are_kept_in_one_form():
    assert one_form("　测试\u200b　　Ａ ") == "测试 A"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("52999919900517", IdNumberProblem.FORM),
        (adult_id_number(101)[:17] + ("1" if adult_id_number(101)[17] != "1" else "2"), IdNumberProblem.CHECK_DIGIT),
        (adult_id_number(7, date(TODAY.year - 17, 1, 1)), VolunteerRefusal.UNDER_AGE),
        ("<script>alert(1)</script>", IdNumberProblem.FORM),
    ],
)
def test_a_wrong_id_number_says_which_part_is_wrong(number, said, draft):
    form = filled(AboutPage, draft, **{**ABOUT, "id_number": number})

    assert form.errors == {"id_number": [said.label]}


def test_full_width_digits_are_understood(draft):
    wide = adult_id_number(101).translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789X"})

    form = filled(AboutPage, draft, **{**ABOUT, "id_number": wide})

    assert form.is_valid()
    assert form.answers() == {**ABOUT, "birth_year": 1990}


@pytest.mark.parametrize(
    ("changed", "bad"),
    [({"real_name": ""}, "real_name"), ({"real_name": "长" * 41}, "real_name"), ({"phone": ""}, "phone")],
)
def test_empty_and_too_long_are_said_at_the_field(changed, bad, draft):
    assert list(filled(AboutPage, draft, **{**ABOUT, **changed}).errors) == [bad]


def test_prose_is_kept_as_written(draft):
    text = "我会：听、说，（也会）写。\n<b>真的</b>"
    form = filled(ExperiencePage, draft, motivation=text, experience="", occupation="")

    assert form.is_valid()
    assert form.answers()["motivation"] == text


def test_a_thousand_characters_are_enough(draft):
    form = filled(ExperiencePage, draft, motivation="长" * 1001, experience="", occupation="")

    assert list(form.errors) == ["motivation"]


def test_only_what_is_offered_can_be_chosen(draft):
    form = filled(OfferPage, draft, services=["tutoring", "driving"], times=[])

    assert list(form.errors) == ["services", "times"]


def test_the_referee_is_someone_else(draft):
    own = filled(RefereePage, draft, referee_name="测试乙", referee_phone=draft.phone)
    other = filled(RefereePage, draft, referee_name="测试乙", referee_phone="13800009999")

    assert list(own.errors) == ["referee_phone"]
    assert other.is_valid()


def test_the_code_of_conduct_must_be_signed(draft):
    assert filled(ConductPage, draft).errors == {"signed": [VolunteerRefusal.CONDUCT_UNSIGNED.label]}


def test_what_was_typed_is_escaped_when_it_is_shown_again(draft, sign_in, county_officer):
    data = {**ABOUT, "real_name": "<b>甲</b>", "phone": "x", "seen": ""}

    content = sign_in(draft.user).post("/volunteer/apply/about/", data).content.decode()

    assert "&lt;b&gt;甲&lt;/b&gt;" in content
    assert "<b>甲</b>" not in content
