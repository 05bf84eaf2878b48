"""Words behind which somebody may be in danger, as people type them, and ordinary questions that only look alike."""

import tomllib
from pathlib import Path

import pytest

from home.danger.domain.matching import dangers_in
from home.enums.danger import DangerKind

LABELLED = tomllib.loads((Path(__file__).parent / "danger_queries.toml").read_text())
CRIES = [(kind, query) for kind in DangerKind.values for query in LABELLED[kind]]


@pytest.mark.parametrize(("kind", "query"), CRIES)
def test_a_cry_for_help_is_heard_however_it_is_written(kind, query):
    assert kind in dangers_in(query)


@pytest.mark.parametrize("query", LABELLED["nothing"])
def test_an_ordinary_question_is_only_a_question(query):
    assert dangers_in(query) == []


def test_more_than_one_danger_is_heard_the_gravest_first():
    assert dangers_in("网贷还不上 想死") == [DangerKind.DESPAIR, DangerKind.MONEY]


def test_it_is_heard_at_the_end_of_a_long_sentence():
    assert dangers_in("我是" + "一个住在山里的孩子" * 30 + "我想死") == [DangerKind.DESPAIR]


def test_a_very_long_text_is_read_in_no_time():
    assert dangers_in("a" * 200_000 + "自" * 200_000) == []


def test_an_added_word_is_heard_as_the_shipped_ones_are():
    added = {DangerKind.VIOLENCE: ["关黑屋", "dark room"]}

    assert dangers_in("把我關 黑屋", added=added) == [DangerKind.VIOLENCE]
    assert dangers_in("he puts me in the DARK-room", added=added) == [DangerKind.VIOLENCE]
    assert dangers_in("darkroom photography", added=added) == []
