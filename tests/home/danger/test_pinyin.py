"""Words typed without characters."""

import pytest

from home.danger.domain.pinyin import spelled, syllables
from home.danger.domain.words import WORDS
from home.enums.danger import DangerKind


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        ("xiangsi", ["xiang", "si"]),
        ("xian", ["xian"]),
        ("jiabao", ["jia", "bao"]),
        ("xyz", []),
        ("", []),
    ],
)
def test_a_word_is_cut_into_syllables_the_longest_first(typed, cut):
    assert syllables(typed) == cut


@pytest.mark.parametrize(
    ("typed", "said"),
    [("xiangsi", " xiang si "), ("wo xiang si", " wo xiang si "), ("hello x", ""), ("123", ""), ("想 si", " si ")],
)
def test_a_text_is_pinyin_when_every_word_of_it_is(typed, said):
    assert spelled(typed) == said


def test_every_kind_of_danger_has_words_and_their_pinyin_can_be_cut():
    assert list(WORDS) == list(DangerKind)
    written = [word.split() for words in WORDS.values() for line in words.splitlines() for word in line.split(";")]
    uncut = [" ".join(parts) for parts in written if parts[1:] and not all(syllables(part) for part in parts[1:])]

    assert uncut == []
