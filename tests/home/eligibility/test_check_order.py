"""Which question of the check comes next: every walk ends, every change leaves only what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from home.eligibility.domain.questions import Terms, answered, asked, before, next_question
from home.eligibility.enums import Question
from portal.eligibility.enums import Circumstance, Danger, ParentState
from tests.conftest import TOWNSHIP, VILLAGE

ANSWERS = {
    Question.BORN: st.sampled_from(["2015-03-07", "2009", "unknown"]),
    Question.MOTHER: st.sampled_from([*ParentState.values, "unknown"]),
    Question.FATHER: st.sampled_from([*ParentState.values, "unknown"]),
    Question.SINCE: st.sampled_from(["2025-01", "unknown"]),
    Question.CIRCUMSTANCES: st.one_of(st.just("unknown"), st.lists(st.sampled_from(Circumstance.values), max_size=4)),
    Question.DANGERS: st.one_of(st.just("unknown"), st.lists(st.sampled_from(Danger.values), max_size=4)),
    Question.TOWNSHIP: st.sampled_from(["", TOWNSHIP]),
    Question.VILLAGE: st.sampled_from(["", VILLAGE]),
}


@settings(max_examples=200, deadline=None)
@given(data=st.data(), county=st.booleans(), area=st.booleans())
def test_every_walk_ends_and_every_change_leaves_only_answers_that_are_asked(data, county, area):
    terms, answers, order = Terms(county, area), {}, []
    while (question := next_question(answers, terms)) is not None:
        order.append(question)
        assert before(question, answers, terms) == (order[-2] if len(order) > 1 else None)
        answers = answered(answers, question, data.draw(ANSWERS[question]), terms)
    changed = data.draw(st.sampled_from(order))
    after = answered(answers, changed, data.draw(ANSWERS[changed]), terms)

    assert order == asked(answers, terms)
    assert len(order) <= len(Question)
    assert set(after) <= set(asked(after, terms))
    assert {name: after[name] for name in after if name != changed} == {
        name: answers[name] for name in after if name != changed
    }


@pytest.mark.parametrize("question", list(Question))
def test_every_question_is_reached(question):
    away = {"born": "2015", "mother": "away", "father": "away", "township": TOWNSHIP}

    assert question in asked(away, Terms())
