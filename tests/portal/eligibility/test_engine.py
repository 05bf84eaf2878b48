"""Who may get what, to the day: the boundary cases of the national rules, and what holds for every family."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from children.ledger.domain.as_rule import as_definition
from children.ledger.domain.definition import Situation, reason_under
from children.ledger.enums import NotLeftBehind
from children.ledger.models import LeftBehindRule
from home.eligibility.domain.national import NATIONAL
from portal.ages import day_after_months, months_between
from portal.eligibility.engine import Verdict, conclude
from portal.eligibility.enums import Circumstance, ConditionKind, Danger, ParentState
from portal.eligibility.family import UNKNOWN, Family, last_day
from portal.eligibility.rules import Condition, Rule, Words

DAY = date(2026, 11, 22)
LB, FAMILY, OWN, GUARD = "left-behind", "difficulty-family", "difficulty-own", "difficulty-guardianship"
AWAY = {"mother": "away", "father": "away", "circumstances": [], "dangers": []}
CALM = {"born": "2015-03-07", "mother": "home", "father": "home", "circumstances": [], "dangers": []}


def definition(**changes) -> LeftBehindRule:
    """The ledger's row, not stored."""
    return LeftBehindRule(**{"version": "v", "under_age": 16, "months_away": 6, "source": "s"} | changes)


def national(*, left_behind=None) -> list[Rule]:
    """The planted rules without a database."""
    rules = [as_definition(left_behind or definition())]
    for planted in NATIONAL:
        conditions = tuple(
            Condition(
                row.kind,
                Words(row.because, row.because_en),
                Words(row.not_because, row.not_because_en),
                row.number or 0,
                frozenset(row.values),
                row.worth_telling,
            )
            for row in planted.conditions
        )
        name = Words(planted.name, planted.name_en)
        rules.append(Rule(planted.subject, planted.version, name, planted.audience, planted.source, conditions))
    return rules


def found(answers, on=DAY):
    return conclude(national(), Family.of(answers), on=on)


def told(outcomes, language="zh-hans"):
    return {o.rule.subject: [words.in_language(language) for words in o.because] for o in outcomes}


@pytest.mark.parametrize(
    ("born", "on", "expected"),
    [
        ("2010-11-23", DAY, [LB]),
        ("2010-11-22", DAY, []),
        ("2010-11-21", DAY, []),
        ("2008-02-29", date(2024, 2, 28), [LB]),
        ("2008-02-29", date(2024, 2, 29), []),
        ("2010-02-28", date(2026, 2, 27), [LB]),
        ("2008-02-29", date(2024, 3, 1), []),
        ("2010-11", DAY, [LB]),  # the day is not known: never too old
        ("2010-10", DAY, []),
    ],
)
def test_left_behind_ends_on_the_sixteenth_birthday(born, on, expected):
    assert found(AWAY | {"born": born, "since": "2020-01-01"}, on).categories == expected


def test_a_leap_day_child_has_its_birthday_on_the_first_of_march_in_other_years():
    children = {day: found(AWAY | {"born": "2012-02-29", "since": "2020-01-01"}, day) for day in
                (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1))}  # fmt: skip
    disabled = CALM | {"born": "2012-02-29", "circumstances": ["disability"]}

    assert [children[day].categories for day in children] == [[LB], [], []]
    assert found(disabled, date(2030, 2, 28)).categories == [OWN]
    assert found(disabled, date(2030, 3, 1)).categories == []
    assert found(disabled, date(2030, 2, 28)).fitting[0].until == date(2030, 3, 1)


@pytest.mark.parametrize(
    ("since", "expected", "again"),
    [("2026-05-22", [LB], None), ("2026-05-23", [], date(2026, 11, 23)), ("2026-06-05", [], date(2026, 12, 5))],
)
def test_six_months_are_counted_to_the_day_and_the_day_to_come_back_is_named(since, expected, again):
    result = found(AWAY | {"born": "2015-03-07", "since": since})

    assert result.categories == expected
    assert [outcome.come_back_on for outcome in result.nearly] == ([again] if again else [])


def test_nobody_is_sent_away_to_come_back_after_the_sixteenth_birthday():
    result = found(AWAY | {"born": "2010-12-01", "since": "2026-06-05"})

    assert (result.categories, [outcome.come_back_on for outcome in result.nearly]) == ([], [None])


def test_a_month_without_a_day_counts_from_its_last_day():
    assert found(AWAY | {"born": "2015-03-07", "since": "2026-05"}).nearly[0].come_back_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("mother", "father", "expected"),
    [
        ("nearby", "nearby", []),
        ("away", "nearby", []),
        ("away", "home", []),
        ("home", "away", []),
        ("unfit", "away", [LB]),
        ("away", "dead", [LB]),
        ("dead", "dead", [GUARD]),
        ("dead", "not_found", [GUARD]),
        ("not_found", "not_found", [GUARD]),
        ("dead", "missing", [GUARD]),
        ("detained", "missing", [GUARD]),
        ("ill", "detained", [FAMILY, GUARD]),
        ("ill", "home", [FAMILY]),
        ("dead", "home", []),
        ("detained", "home", []),
        ("unfit", "unfit", []),
    ],
)
def test_each_pair_of_parents(mother, father, expected):
    answers = CALM | {"mother": mother, "father": father, "since": "2025-01-01"}

    assert found(answers).categories == expected


def test_where_a_county_counts_work_inside_it_the_same_row_says_so():
    family = Family.of(CALM | {"mother": "nearby", "father": "nearby", "since": "2025-01-01"})

    result = conclude(national(left_behind=definition(outside_county=False)), family, on=DAY)

    assert result.categories == [LB]


def test_several_categories_at_once_each_with_its_reasons():
    result = found(AWAY | {"born": "2014-06-01", "since": "2026-04-20", "circumstances": ["low_income", "disability"]})

    assert told(result.fitting) == {
        "left-behind": ["孩子12岁，不满16周岁", "爸爸妈妈都在县外打工", "已经连续在外7个月"],
        "low-income": ["孩子12岁，不满18周岁", f"您说：{Circumstance.LOW_INCOME.label}"],
        "own-condition": ["孩子12岁，不满18周岁", f"您说：{Circumstance.DISABILITY.label}"],
    }
    assert told(result.fitting, "en")["left-behind"] == [
        "the child is 12 years old, under 16",
        "both parents work outside the county",
        "they have been away for 7 months without a break",
    ]


@pytest.mark.parametrize(
    ("since", "chinese", "english"),
    [
        ("2025-11-22", "已经连续在外1年", "they have been away for 1 year without a break"),
        ("2017-05-31", "已经连续在外9年5个月", "they have been away for 9 years and 5 months without a break"),
    ],
)
def test_a_long_time_away_is_told_in_years(since, chinese, english):
    result = found(AWAY | {"born": "2016-06-01", "since": since})

    last = [told(result.fitting, language)["left-behind"][-1] for language in ("zh-hans", "en")]
    assert last == [chinese, english]


@pytest.mark.parametrize(("born", "expected"), [("2008-11-23", [OWN]), ("2008-11-22", []), ("2009-11-22", [OWN])])
def test_seventeen_is_still_a_child_and_eighteen_is_not(born, expected):
    result = found(AWAY | {"born": born, "since": "2020-01-01", "circumstances": ["disability"]})

    assert result.categories == expected


def test_what_nearly_fits_is_told_with_the_one_thing_that_is_missing():
    older = found(AWAY | {"born": "2009-11-22", "since": "2020-01-01"})
    nearby = found(CALM | {"mother": "nearby", "father": "away"})
    one = found(CALM | {"mother": "detained", "father": "home"})

    assert told(older.nearly) == {"left-behind": ["孩子已经17岁；从16岁生日那天起，就不再算留守儿童"]}
    assert told(nearby.nearly)["left-behind"][0].startswith("妈妈在本县做事，爸爸在县外打工；在本县做事不算外出")
    assert list(told(one.nearly)) == ["de-facto-unattended"]


def test_nobody_is_told_that_the_parents_have_not_died():
    assert (found(CALM).nearly, found(CALM).fitting) == ((), ())


def test_what_nobody_knows_makes_it_possible_and_says_what_to_find_out():
    result = found(AWAY | {"born": "2015-03-07", "since": UNKNOWN})

    assert result.categories == []
    assert [(o.rule.subject, [w.chinese for w in o.to_find_out]) for o in result.possible] == [
        ("left-behind", ["父母从哪天起连续在外"])
    ]


@pytest.mark.parametrize("danger", Danger.values)
def test_every_answer_about_danger_is_alarming(danger):
    result = found(CALM | {"dangers": [danger]})

    assert (result.alarming, result.categories) == (True, [GUARD])


DATES = st.one_of(
    st.none(),
    st.just(UNKNOWN),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(str),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(lambda day: str(day)[:7]),
    st.sampled_from(["2012", "", "x", "2026-13-40", "9" * 30]),
)


def some_of(choices):
    return st.one_of(st.just(UNKNOWN), st.none(), st.lists(st.sampled_from([*choices.values, "nonsense"]), max_size=5))


FAMILIES = st.fixed_dictionaries(
    {
        "born": DATES,
        "since": DATES,
        "mother": st.sampled_from([*ParentState.values, UNKNOWN, None, 7]),
        "father": st.sampled_from([*ParentState.values, UNKNOWN, None]),
        "circumstances": some_of(Circumstance),
        "dangers": some_of(Danger),
    }
)
DAYS = st.dates(date(2016, 1, 1), date(2035, 1, 1))
CONDITIONS = st.builds(
    Condition,
    kind=st.sampled_from(ConditionKind),
    because=st.just(Words("因为{age}{months}{parents}。", "because {age} {months} {parents}.")),
    not_because=st.just(Words("不满足{number}。", "not {number}.")),
    number=st.integers(0, 300),
    values=st.frozensets(st.sampled_from([*ParentState.values, *Circumstance.values, *Danger.values, "both", "x"])),
    worth_telling=st.booleans(),
    outside_county=st.booleans(),
)
RULES = st.lists(
    st.builds(
        Rule,
        st.text(max_size=3),
        st.just("1"),
        st.just(Words("甲", "A")),
        st.sampled_from([LB, OWN]),
        st.just("s"),
        st.lists(CONDITIONS, max_size=4).map(tuple),
    ),
    max_size=4,
)


@settings(max_examples=200, deadline=None)
@given(answers=FAMILIES, rules=RULES, on=DAYS)
def test_there_is_always_a_conclusion_whatever_the_rules_and_the_answers(answers, rules, on):
    result = conclude([*national(), *rules], Family.of(answers), on=on)

    for outcome in (*result.fitting, *result.possible, *result.nearly):
        sentences = [*outcome.because, *outcome.to_find_out, outcome.rule.name]
        assert all(w.chinese.strip() and w.english.strip() for w in sentences)
        assert not any("{" in w.chinese + w.english for w in sentences)
    assert all(outcome.because for outcome in (*result.fitting, *result.nearly))
    assert all(outcome.to_find_out for outcome in result.possible)


@settings(max_examples=150, deadline=None)
@given(answers=FAMILIES, on=DAYS, county=st.booleans(), one=st.booleans())
def test_the_check_and_the_ledger_never_disagree_about_left_behind(answers, on, county, one):
    """One row, one way of counting: see children.ledger.domain.definition."""
    row, family = definition(outside_county=county, one_parent_counts=one), Family.of(answers)
    away = family.parents_away(outside_county=county)
    if away is None or family.born is None:
        return
    since = last_day(family.since) if family.since else None
    reason = reason_under(row, Situation(family.born, away, since), on=on)
    (outcome,) = [o for o in _judged(row, family, on) if o.rule.subject == LB]

    expected = {None: Verdict.MET, NotLeftBehind.SINCE_UNKNOWN: Verdict.UNKNOWN}.get(reason, Verdict.NOT_MET)
    assert outcome.verdict == expected


def _judged(row, family, on):
    from portal.eligibility.engine import judge

    return [judge(rule, family, on=on) for rule in national(left_behind=row)]


@settings(max_examples=150, deadline=None)
@given(start=st.dates(date(1990, 1, 1), date(2030, 12, 31)), months=st.integers(0, 240))
def test_the_day_to_come_back_is_the_first_on_which_the_months_are_full(start, months):
    day = day_after_months(start, months)

    assert months_between(start, day) >= months
    assert months == 0 or months_between(start, day.fromordinal(day.toordinal() - 1)) < months
