"""The policy library as readers filter it: two small queries, and the counting is done here.

However many policies there are, the number of queries is the same; a county has hundreds, not millions.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, Value
from wagtail.models import Locale

from home.domain import site
from home.enums import PolicyStatus
from home.models import Audience, PolicyPage, Topic

ALL = "all"
DIMENSIONS = ("audience", "topic", "status")
# What readers call "no longer": repealed and expired are one choice.
OVER = "over"
STATUS_CHOICES = (PolicyStatus.IN_FORCE.value, PolicyStatus.DRAFT.value, OVER, ALL)
_STATUS_GROUP = {PolicyStatus.REPEALED: OVER, PolicyStatus.EXPIRED: OVER}


@dataclass(frozen=True)
class Choice:
    """What a reader chose; an empty word means: all."""

    audience: str = ""
    topic: str = ""
    status: str = PolicyStatus.IN_FORCE.value

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Choice:
        """From the address; an unknown word finds nothing, an unknown status is the usual one."""
        status = query.get("status", "")
        return cls(
            audience=query.get("audience", "")[:50],
            topic=query.get("topic", "")[:50],
            status=status if status in STATUS_CHOICES else PolicyStatus.IN_FORCE.value,
        )


@dataclass
class _Entry:
    """One policy, as little of it as filtering needs."""

    pk: int
    audience: set[str]
    topic: set[str]
    status: set[str]

    def fits(self, choice: Choice, without: str = "") -> bool:
        """Whether it fits in every dimension but `without`."""
        return all(
            getattr(choice, name) in {"", ALL} or getattr(choice, name) in getattr(self, name)
            for name in DIMENSIONS
            if name != without
        )


@dataclass
class Library:
    """The policies of one language on one day."""

    entries: list[_Entry]
    audiences: list[Audience]
    topics: list[Topic]
    _labels: dict[int, list[Audience]] = field(default_factory=dict)

    @classmethod
    def load(cls, *, locale: Locale, on: datetime.date) -> Library:
        """Two queries and the two vocabularies; the newest review first."""
        audiences, topics = site.audiences(), site.topics()
        rows = list(
            PolicyPage.objects.live()
            .filter(locale=locale)
            .order_by("-last_reviewed_on", "-issued_on", "pk")
            .with_repeals()
            .only("pk", "in_force_from", "in_force_until", "repealed_on")
        )
        words = _links({"audience": audiences, "topic": topics})
        entries = [
            _Entry(
                row.pk,
                audience=words["audience"].get(row.pk, set()),
                topic=words["topic"].get(row.pk, set()),
                status={_group(row.status_on(on))},
            )
            for row in rows
        ]
        return cls(entries, audiences, topics)

    def matching(self, choice: Choice) -> list[int]:
        """The policies that fit, in order."""
        return [entry.pk for entry in self.entries if entry.fits(choice)]

    def counts(self, choice: Choice, dimension: str) -> Counter[str]:
        """How many a reader would see with each word of this dimension, the other choices kept; all under ''."""
        counter: Counter[str] = Counter()
        for entry in self.entries:
            if entry.fits(choice, without=dimension):
                counter.update([*getattr(entry, dimension), ""])
        return counter

    def pages(self, numbers: Iterable[int]) -> list[PolicyPage]:
        """These policies in this order, each with `audience_labels`: one query."""
        wanted = list(numbers)
        found = PolicyPage.objects.with_repeals().select_related("locale").in_bulk(wanted)
        by_slug = {audience.slug: audience for audience in self.audiences}
        words = {entry.pk: entry.audience for entry in self.entries}
        result = []
        for number in wanted:
            page = found[number]
            page.audience_labels = [by_slug[slug] for slug in by_slug if slug in words[number]]
            result.append(page)
        return result


def _group(status: PolicyStatus) -> str:
    return _STATUS_GROUP.get(status, status.value)


def _links(terms: Mapping[str, Sequence[Audience | Topic]]) -> dict[str, dict[int, set[str]]]:
    """By dimension and policy, the slugs: one query."""
    slugs = {(name, term.pk): term.slug for name, words in terms.items() for term in words}
    queries = [
        PolicyPage._meta.get_field(f"{name}s")
        .remote_field.through.objects.order_by()  # type: ignore[union-attr]  # a relation
        .values_list("policypage_id", f"{name}_id", Value(name))
        for name in terms
    ]
    links: dict[str, dict[int, set[str]]] = {name: {} for name in terms}
    for page, term, name in queries[0].union(*queries[1:], all=True):
        links[name].setdefault(page, set()).add(slugs[name, term])
    return links


def related_to(policy: PolicyPage, *, on: datetime.date, limit: int = 3) -> list[PolicyPage]:
    """Policies in force for the same readers or about the same thing, the newest review first: one query."""
    near = Q(audiences__in=[a.pk for a in policy.audiences.all()]) | Q(topics__in=[t.pk for t in policy.topics.all()])
    found = PolicyPage.objects.live().in_force_on(on).filter(near, locale=policy.locale).exclude(pk=policy.pk)
    return list(found.distinct().order_by("-last_reviewed_on", "pk")[:limit])


def newest(*, locale: Locale, on: datetime.date, limit: int = 3) -> list[PolicyPage]:
    """Policies in force, the newest review first, with their audiences: two queries."""
    found = PolicyPage.objects.live().in_force_on(on).filter(locale=locale)
    return list(found.with_repeals().prefetch_related("audiences").order_by("-last_reviewed_on", "pk")[:limit])
