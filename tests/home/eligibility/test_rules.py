"""Rules as rows: planted once, read by date, tried on cases, decided for good."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from children.ledger.domain.definition import rule_on
from children.ledger.models import LeftBehindRule
from home.eligibility.domain.deciding import decide, decide_denied_reason
from home.eligibility.domain.planting import plant_rules
from home.eligibility.domain.trying import try_out
from home.eligibility.enums import RuleRefusal
from home.models import EligibilityCase, EligibilityRule
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.changes.rule_versions import VersionState
from portal.eligibility.in_force import rules_on
from portal.notify.delivery import texts
from portal.notify.models import Channel, Message

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
NAME = "Child with a disability or serious illness · new"
ORDER = ["left-behind", "low-income", "parent-ill", "own-condition", "de-facto-unattended", "harmed", "orphan"]


def next_version(subject: str, *, on: date = DAY, **changes) -> EligibilityRule:
    """A draft that follows the planted version, with its conditions; `changes` are of the first condition."""
    old = EligibilityRule.objects.get(subject=subject)
    draft = EligibilityRule.objects.get(pk=old.pk)
    draft.pk, draft.version, draft.state, draft.effective_from = None, "new", VersionState.DRAFT, on
    draft.save()
    for condition in old.conditions.all():
        condition.pk, condition.rule = None, draft
        condition.save()
    draft.conditions.filter(kind="age_below").update(**changes)
    return EligibilityRule.objects.get(pk=draft.pk)


def test_the_national_rules_find_what_every_planted_case_expects():
    trials = try_out()

    assert [(t.case.name, t.now) for t in trials if t.fails] == []
    assert len(trials) == 12


def test_planting_again_changes_nothing_and_brings_nothing_back():
    EligibilityCase.objects.all().delete()
    EligibilityRule.objects.filter(subject="orphan").update(name="县里改过的名字")

    plant_rules()

    assert EligibilityCase.objects.count() == 0
    assert list(EligibilityRule.objects.filter(subject="orphan").values_list("name", flat=True)) == ["县里改过的名字"]


@pytest.mark.parametrize(
    ("day", "subjects"),
    [
        (date(2010, 11, 15), []),
        (date(2010, 11, 16), ["orphan"]),
        (date(2016, 2, 4), ["left-behind", "orphan"]),
        (date(2019, 12, 31), [s for s in ORDER if s != "de-facto-unattended"]),
        (date(2020, 1, 1), ORDER),
    ],
)
def test_each_day_has_its_rules(day, subjects):
    assert [rule.subject for rule in rules_on(day)] == subjects


def test_a_new_version_counts_from_its_day_on_and_the_old_one_before_it():
    decide(next_version("own-condition", on=date(2026, 12, 1), number=20), by=None, why="提高到二十岁")

    versions = {day: _one(rules_on(day), "own-condition") for day in (date(2026, 11, 30), date(2026, 12, 1))}

    assert [rule.version for rule in versions.values()] == ["2016-36", "new"]
    assert [rule.conditions[0].number for rule in versions.values()] == [18, 20]
    assert EligibilityRule.objects.filter(subject="own-condition").count() == 2


def test_a_version_that_is_over_no_longer_counts():
    EligibilityRule.objects.filter(subject="orphan").update(effective_until=DAY - timedelta(days=1))

    assert "orphan" not in [rule.subject for rule in rules_on(DAY)]


def test_a_draft_counts_for_nobody():
    next_version("own-condition", number=1)

    assert _one(rules_on(DAY), "own-condition").version == "2016-36"


def test_a_trial_shows_the_cases_that_would_change():
    trials = try_out(next_version("own-condition", number=17))

    assert [(t.case.name, t.now, t.then) for t in trials if t.changes] == [("十七岁，有残疾", ["difficulty-own"], [])]
    assert [t.case.name for t in trials if t.fails] == ["十七岁，有残疾"]
    assert trials[0].case.name == "十七岁，有残疾"


def test_a_version_with_failing_cases_needs_a_reason(county_officer):
    draft = next_version("own-condition", number=17)

    with pytest.raises(Denied) as refused:
        decide(draft, by=county_officer, why="  ")
    decided = decide(draft, by=county_officer, why="县里新办法：测试")

    assert refused.value.reason == RuleRefusal.WHY_MISSING
    assert (decided.failing_cases, decided.why_despite, decided.decided_by) == (1, "县里新办法：测试", county_officer)
    assert AuditEvent.objects.filter(action="rule.confirmed").count() == 1


def test_the_database_too_asks_why_a_version_holds_although_cases_fail():
    draft = next_version("own-condition", number=17)

    with pytest.raises(IntegrityError), transaction.atomic():
        EligibilityRule.objects.filter(pk=draft.pk).update(state=VersionState.DECIDED, failing_cases=1)


def test_what_is_decided_is_decided(county_officer):
    draft = next_version("own-condition")
    decided = decide(draft, by=county_officer)

    assert decide_denied_reason(decided, failing=0, why="") == RuleRefusal.DECIDED


def test_a_decided_version_is_told_to_those_who_know_what_is_right(county_officer):
    decide(next_version("own-condition", number=17), by=county_officer, why="县里新办法：测试")

    told = Message.objects.get(template="rule_decided", channel=Channel.EMAIL)
    subject, body = texts(told, "en")
    assert (told.recipient, subject) == (county_officer, f"The eligibility check has a new rule: {NAME}")
    assert [line in body for line in ("22 November 2026", "For 1 test case", "测试")] == [True, True, False]


def test_what_is_planted_is_told_to_nobody(county_officer):
    decide(next_version("own-condition"), by=None)

    assert Message.objects.count() == 0


def test_two_versions_never_begin_on_the_same_day():
    decide(next_version("own-condition"), by=None)
    second = EligibilityRule.objects.filter(version="new").get()
    second.pk, second.version, second.state = None, "newer", VersionState.DRAFT
    second.save()
    second.conditions.create(
        kind="age_below", number=18, because="因", because_en="a", not_because="不", not_because_en="b"
    )

    assert decide_denied_reason(second, failing=0, why="") == RuleRefusal.SAME_DAY
    with pytest.raises(IntegrityError), transaction.atomic():
        EligibilityRule.objects.filter(pk=second.pk).update(state=VersionState.DECIDED)


def test_a_rule_without_conditions_is_refused():
    draft = next_version("own-condition")
    draft.conditions.all().delete()

    assert decide_denied_reason(EligibilityRule.objects.get(pk=draft.pk), failing=0, why="") == RuleRefusal.NO_CONDITION


def test_the_ledgers_definition_is_tried_on_the_same_cases_and_counts_for_both():
    draft = LeftBehindRule.objects.create(version="2027", effective_from=DAY, under_age=16, months_away=3, source="s")

    changed = [(t.case.name, t.then) for t in try_out(draft) if t.changes]
    decide(draft, by=None, why="改成三个月")

    assert changed == [("差一天满六个月", ["left-behind"])]
    assert rule_on(DAY).months_away == 3
    assert _one(rules_on(DAY), "left-behind").conditions[2].number == 3


def _one(rules, subject):
    (found,) = [rule for rule in rules if rule.subject == subject]
    return found
