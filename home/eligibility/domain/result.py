"""What the check shows at its end: categories with reasons, benefits, policies with their papers, whom to call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from home import site
from home.benefits.domain.amounts import in_force
from home.enums.benefits import BenefitKind
from home.models import Audience, BenefitStandard, PolicyPage
from portal.areas.models import Area, AreaLevel
from portal.eligibility.engine import Conclusion, Outcome
from portal.eligibility.family import Family
from portal.eligibility.giving import BETWEEN, is_given
from portal.eligibility.in_force import conclude_on
from portal.eligibility.rules import Rule
from portal.pagecache.memo import by_generation

POLICIES_EACH = 3
MOST_POLICIES = 200


@dataclass
class Category:
    """One category that fits: why, what the family may get, what else there is, what to read and bring."""

    audience: Audience
    outcomes: list[Outcome]
    benefits: list[BenefitStandard]
    other: list[BenefitStandard]
    policies: list[PolicyPage]


@dataclass(frozen=True)
class Result:
    """All of it."""

    conclusion: Conclusion
    categories: list[Category]
    area: Area | None
    # Rules that may fit and would bring money: with the others no amounts are spoken of.
    paying: frozenset[str]


def result_of(answers: dict[str, Any], *, on: date, language: str) -> Result:
    """The conclusion with what belongs to it: a constant number of queries."""
    family = Family.of(answers)
    conclusion = conclude_on(on, family)
    area = area_of(answers)
    fitting = conclusion.categories
    giving = Giving(in_force(on=on, area=area), family, conclusion.rules) if fitting or conclusion.possible else None
    policies = _policies(fitting, on=on, language=language) if fitting else []
    sources = {outcome.rule.source for outcome in conclusion.fitting}
    categories = []
    for audience in (audience for audience in site.audiences() if audience.slug in fitting):
        outcomes = [outcome for outcome in conclusion.fitting if outcome.rule.audience == audience.slug]
        given = giving.by(outcomes) if giving else []
        pages = _nearest(policies, audience, sources)
        paid, other = ([one for one in given if one.is_paid == is_paid] for is_paid in (True, False))
        categories.append(Category(audience, outcomes, paid, other, pages))
        policies = [page for page in policies if page not in pages]
    possible = conclusion.possible if giving else ()
    paying = (outcome.rule.subject for outcome in possible if giving and giving.may_pay(outcome))
    return Result(conclusion, categories, area, frozenset(paying))


@dataclass(frozen=True)
class Giving:
    """The amounts of a day and place, and what of them a family is told of."""

    standards: list[BenefitStandard]
    family: Family
    rules: tuple[Rule, ...]

    def by(self, outcomes: Iterable[Outcome]) -> list[BenefitStandard]:
        """What comes with these outcomes; nothing that is paid to an institution: the check asks about families."""
        outcomes = list(outcomes)
        told = (one for one in self.standards if one.kind != BenefitKind.INSTITUTION)
        return [one for one in told if any(self._gives(one, outcome) for outcome in outcomes)]

    def may_pay(self, outcome: Outcome) -> bool:
        """Whether money would come with an outcome that nobody can tell yet, whatever the answer is."""
        subject = outcome.rule.subject
        return any(
            one.is_paid
            and (self._gives(one, outcome) or subject in {word.partition(BETWEEN)[0] for word in one.given_with})
            for one in self.standards
        )

    def _gives(self, one: BenefitStandard, outcome: Outcome) -> bool:
        return is_given(one.given_with, one.audience.slug, outcome=outcome, family=self.family, rules=self.rules)


def area_of(answers: dict[str, Any]) -> Area | None:
    """Where the family lives: the village, else the township, else nothing; one query."""
    code = answers.get("village") or answers.get("township")
    return Area.objects.filter(code=code).first() if code else None


@by_generation
def townships() -> list[Area]:
    """The townships of the county that runs the site: one query; none before an editor has named the county."""
    settings = site.site_settings()
    return parts_of(settings.county_code, AreaLevel.TOWNSHIP) if settings and settings.county_code else []


def parts_of(code: str, level: AreaLevel) -> list[Area]:
    """The areas of one level directly below the one with this code: one query."""
    return list(Area.objects.filter(parent__code=code, level=level))


def _policies(audiences: Iterable[str], *, on: date, language: str) -> list[PolicyPage]:
    """In force, for these audiences; in the reader's language where there is a translation, else as written."""
    found = PolicyPage.objects.live().in_force_on(on).filter(audiences__slug__in=list(audiences)).distinct()
    found = found.select_related("locale").prefetch_related("audiences").order_by("-last_reviewed_on", "pk")
    in_language: dict[Any, PolicyPage] = {}
    for page in found[:MOST_POLICIES]:
        if page.translation_key not in in_language or page.locale.language_code == language:
            in_language[page.translation_key] = page
    return list(in_language.values())


def _nearest(policies: list[PolicyPage], audience: Audience, sources: set[str]) -> list[PolicyPage]:
    """Those the rules come from first, then what was reviewed last."""
    own = [page for page in policies if audience in page.audiences.all()]
    return sorted(own, key=lambda page: page.document_number not in sources)[:POLICIES_EACH]
