"""The check promises only money that can apply: tried on every outcome of the rules with the demo's amounts."""

import importlib
import itertools
from datetime import date
from decimal import Decimal

import pytest

from home.eligibility.domain.result import Giving
from home.enums.benefits import BenefitKind
from home.models import Audience, BenefitStandard
from home.planting.texts import benefits
from portal.eligibility.engine import conclude
from portal.eligibility.enums import Circumstance, Danger, ParentState
from portal.eligibility.family import UNKNOWN, Family
from portal.eligibility.in_force import rules_on
from tests.conftest import COUNTY
from tests.factories.benefits import standard

from .checking import FAMILY, text_of, walk

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 28)
ORPHAN, INSTITUTION, UNATTENDED = "社会散居孤儿基本生活费", "福利机构孤儿基本生活费", "事实无人抚养儿童基本生活补贴"
LIVING, RELIEF = "困境儿童生活补贴", "临时救助"
REHABILITATION, CARE, INSURANCE = "重残儿童康复补贴", "护理补贴", "留守儿童意外保险"
GONE = {ParentState.DEAD, ParentState.NOT_FOUND}
OUT_OF_REACH = {ParentState.ILL, ParentState.DETAINED, ParentState.MISSING, ParentState.REMOVED}


@pytest.fixture
def rules(areas):
    return rules_on(DAY)


@pytest.fixture
def demo_standards(areas):
    """The demo's amounts of today, unsaved."""
    audiences = Audience.objects.in_bulk(field_name="slug")
    return [
        BenefitStandard(
            name=data["name"],
            audience=audiences[data["audience"]],
            amount=Decimal(str(data["amounts"][0][1])),
            **{name: data[name] for name in ("unit", "kind", "given_with")},
        )
        for data in benefits()
        if data["area"] == "county"
    ]


def every_family():
    """Every combination of parents, circumstances and dangers the questions allow, for a child, a youth, an adult."""
    parents = list(itertools.product([*ParentState.values, UNKNOWN], repeat=2))
    circumstances = [[*some] for n in range(5) for some in itertools.combinations(Circumstance.values, n)]
    dangers = [[], *([one] for one in Danger.values), Danger.values]
    for (mother, father), hard, danger in itertools.product(parents, circumstances, dangers):
        for born in ("2015-03-07", "2009-06-01", "2008-01-01"):
            answers = {"born": born, "mother": mother, "father": father, "since": "2025-02-01"}
            yield answers | {"circumstances": hard, "dangers": danger}


def may_be_paid(answers):
    """What the law of the demo gives to this family, said independently of the rules."""
    if answers["born"] < "2008-11-28":
        return set()
    mother, father, hard = answers["mother"], answers["father"], answers["circumstances"]
    paid = set()
    if {mother, father} <= GONE:
        paid.add(ORPHAN)
    if {mother, father} <= OUT_OF_REACH | {ParentState.DEAD} and {mother, father} & OUT_OF_REACH:
        paid.add(UNATTENDED)
    if Circumstance.LOW_INCOME in hard:
        paid.add(LIVING)
    if Circumstance.DISABILITY in hard:
        paid.add(CARE)
    return paid


def told(answers, rules, standards):
    """(paid, beside that): the names the result would show."""
    family = Family.of(answers)
    given = Giving(standards, family, rules).by(conclude(rules, family, on=DAY).fitting)
    return {one.name for one in given if one.is_paid}, {one.name for one in given if not one.is_paid}


def test_every_outcome_is_shown_the_money_that_applies_and_nothing_else_under_what_it_gets(rules, demo_standards):
    wrong, ever_paid, ever_beside = [], set(), set()
    for answers in every_family():
        paid, beside = told(answers, rules, demo_standards)
        wrong += [] if paid == may_be_paid(answers) else [(answers, paid)]
        ever_paid |= paid
        ever_beside |= beside

    assert wrong[:3] == []
    assert ever_paid == {ORPHAN, UNATTENDED, LIVING, CARE}
    assert ever_beside == {RELIEF, REHABILITATION, INSURANCE}


class TestInTheBrowser:
    pytestmark = pytest.mark.usefixtures("checked_county")

    BEATEN = FAMILY | {"mother": {"answer": "home"}, "father": {"answer": "home"}, "dangers": {"answer": ["abused"]}}

    def result(self, client, answers):
        return text_of(client.get(walk(client, answers)[0]))

    def test_a_beaten_child_with_both_parents_is_shown_no_orphans_money(self, client, areas):
        standard("1600", name="孤儿基本生活费", given_with=["orphan"])
        text = self.result(client, self.BEATEN)

        assert ("可能算：受到伤害或没人照看的孩子" in text, "1,600" in text) == (True, False)

    def test_nor_an_amount_that_does_not_say_with_what_it_comes(self, client, areas):
        standard("1600", name="基本生活补贴")

        assert "1,600" not in self.result(client, self.BEATEN)

    def test_an_orphan_is_shown_it(self, client, areas):
        standard("1600", name="孤儿基本生活费", given_with=["orphan"])
        gone = FAMILY | {"mother": {"answer": "dead"}, "father": {"answer": "dead"}}
        text = self.result(client, gone)

        assert "孩子可能领到的" in text
        assert "每月 1,600 元" in text

    def test_a_premium_stands_apart_and_says_that_nobody_gets_it(self, client, areas):
        more = {"name": "意外保险", "unit": "per_year", "audience": "left-behind"}
        standard("60", kind=BenefitKind.PREMIUM, given_with=["left-behind"], **more)
        text = self.result(client, FAMILY)

        assert "孩子可能领到的" not in text
        assert "另外还有的" in text
        assert "保险，保费每年 60 元，由政府出，不发给家里" in text

    def test_what_may_fit_leads_to_amounts_only_where_money_would_come_with_it(self, client, areas):
        standard("1600", name="孤儿基本生活费", given_with=["orphan"])
        unknown = {"mother": {"answer": UNKNOWN}, "father": {"answer": UNKNOWN}, "dangers": {"answer": UNKNOWN}}
        page = client.get(walk(client, FAMILY | unknown)[0]).content.decode()
        lines = {
            line.split("：")[0].strip().removeprefix("<li>"): line for line in page.split("\n") if "reasons" in line
        }
        shown = next(iter(lines.values())).split("<li>")[1:]

        assert {row.split("：")[0]: "/benefits/?audience=" in row for row in shown} == {
            "留守儿童": False,
            "父母重残或重病家庭的孩子": False,
            "事实无人抚养儿童": False,
            "受到伤害或没人照看的孩子": False,
            "孤儿": True,
        }


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("money", "每月 500 元"),
        ("ceiling", "最多每月 500 元，按实际花费"),
        ("in_kind", "服务，约值每月 500 元，不发钱"),
        ("premium", "保险，保费每月 500 元，由政府出，不发给家里"),
        ("institution", "每月 500 元，拨给机构"),
    ],
)
def test_everywhere_the_words_say_what_becomes_of_the_money(client, areas, checked_county, kind, words):
    standard("500", kind=kind)

    assert words in text_of(client.get("/benefits/"))
    assert words.split("，")[0] in client.get("/search/", {"q": "基本生活补贴"}).content.decode()


class TestInTheAdmin:
    def test_an_editor_says_with_what_it_comes(self, editor, areas):
        row = standard("500")
        address = f"/admin/snippets/home/benefitstandard/edit/{row.pk}/"
        page = editor.get(address).content.decode()
        assert ("孤儿" in page, "own-condition:illness" in page) == (True, True)

        data = {"name": row.name, "audience": row.audience_id, "area": COUNTY, "amount": "500", "unit": "per_month"}
        data |= {"in_force_from": "2025-01-01", "kind": "ceiling", "given_with": ["orphan", "own-condition:illness"]}
        editor.post(address, data)
        row.refresh_from_db()
        assert (row.kind, row.given_with) == ("ceiling", ["orphan", "own-condition:illness"])

    def test_a_new_amount_comes_with_the_same(self, editor, areas):
        row = standard("500", kind="ceiling", given_with=["orphan"])
        editor.post(f"/admin/benefits/{row.pk}/new-amount/", {"amount": "600", "begins": "2026-01-01"})

        assert [(b.amount, b.kind, b.given_with) for b in BenefitStandard.objects.filter(in_force_until=None)] == [
            (600, "ceiling", ["orphan"])
        ]


@pytest.mark.parametrize(
    ("name", "who", "audience", "guess"),
    [
        ("社会散居孤儿基本生活费", "", "difficulty-guardianship", ("money", ["orphan"])),
        ("福利机构孤儿基本生活费", "", "difficulty-guardianship", ("institution", ["orphan"])),
        ("事实无人抚养儿童补贴", "参照孤儿", "difficulty-guardianship", ("money", ["de-facto-unattended"])),
        ("意外保险", "保费由县里出", "left-behind", ("premium", [])),
        (
            "生活补贴",
            "低保和特困家庭",
            "difficulty-family",
            ("money", ["low-income:low_income", "low-income:extreme_poverty"]),
        ),
        ("临时救助", "", "difficulty-family", ("ceiling", [])),
        ("助学金", "最多这么多", "difficulty-own", ("ceiling", [])),
        ("护理补贴", "重度残疾孩子", "difficulty-own", ("money", ["own-condition:disability"])),
        ("基本生活补贴", "", "difficulty-guardianship", ("money", [])),
    ],
)
def test_what_was_entered_before_is_promised_only_where_its_name_says_so(name, who, audience, guess):
    assert importlib.import_module("home.migrations.0017_what_benefits_come_with").guessed(name, who, audience) == guess
