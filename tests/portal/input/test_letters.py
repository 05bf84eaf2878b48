"""Full-width letters and digits become ordinary; Chinese punctuation stays."""

import pytest

from portal.input.letters import narrow


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("１４：３０", "14:30"),
        ("２０２６／１１／２２", "2026/11/22"),
        ("２０２６－１１－２２", "2026-11-22"),
        ("Ａｂｃ９", "Abc9"),
        ("通知：带水杯，来１０个人。", "通知：带水杯，来10个人。"),
        ("（周六）", "（周六）"),
        ("", ""),
    ],
)
def test_only_letters_digits_and_marks_between_digits_change(typed, plain):
    assert narrow(typed) == plain
