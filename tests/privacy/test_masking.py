"""What a personal value looks like before it is revealed."""

import pytest

from portal.privacy import masking


@pytest.mark.parametrize(("name", "shown"), [("王小雨", "王**"), ("王雨", "王*"), ("王", "*"), ("", "")])
def test_a_name_keeps_its_first_character(name, shown):
    assert masking.mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [("529999201503070011", "52**************11"), ("1234", "****"), ("", "")]
)
def test_an_id_number_keeps_the_first_and_last_two(number, shown):
    assert masking.mask_id_number(number) == shown


@pytest.mark.parametrize(("text", "shown"), [("哮喘", "******"), ("很长的一段健康说明", "******"), ("", "")])
def test_free_text_shows_not_even_its_length(text, shown):
    assert masking.mask_text(text) == shown
