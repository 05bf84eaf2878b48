"""All published policies without their texts, remembered until something is published.

The library, the lists, the feeds and the relations of one policy are read from here: three queries in all,
however many policies there are; a county has hundreds, not millions.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Value
from django.utils.translation import get_language

from home import site
from home.enums.policies import ENDING, PolicyStatus, RelationKind
from home.models import Audience, PolicyPage, PolicyRelation, Topic
from home.models.base import locales
from portal.pagecache.memo import by_generation

_FIELDS = (
    "title", "slug", "url_path", "locale_id", "translation_key", "first_published_at", "last_published_at",
    "expire_at", "summary", "document_number", "issuing_body", "level", "issued_on", "in_force_from", "in_force_until",
    "repealed_on", "last_reviewed_on", "area__code", "area__name", "area__name_en",
)  # fmt: skip


@dataclass(frozen=True)
class Book:
    """One policy in one language, with the words by which readers choose it."""

    page: PolicyPage
    audiences: frozenset[str]
    topics: frozenset[str]

    @property
    def area_code(self) -> str:
        """Where it is in effect; empty for the whole country."""
        return self.page.area.code if self.page.area else ""


@dataclass(frozen=True)
class Link:
    """One relation as one of its two documents reads it: `other` acts when `passive`."""

    kind: RelationKind
    day: datetime.date | None
    other: PolicyPage
    passive: bool
    parts: str = ""

    @property
    def ends(self) -> bool:
        """Whether one of the two ends with it."""
        return self.kind in ENDING


@dataclass
class Shelf:
    """The books in order, the newest review first, and what they do to one another."""

    books: list[Book]
    relations: list[PolicyRelation]
    _versions: dict[Any, list[Book]] = field(default_factory=lambda: defaultdict(list))
    _keys: dict[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for book in self.books:
            self._versions[book.page.translation_key].append(book)
            self._keys[book.page.pk] = book.page.translation_key

    def in_language(self, locale_id: int) -> list[Book]:
        """The books of one language."""
        return [book for book in self.books if book.page.locale_id == locale_id]

    def book_of(self, policy: PolicyPage) -> Book | None:
        """This policy on the shelf; None while it is not published."""
        return next((b for b in self._versions.get(policy.translation_key, []) if b.page.pk == policy.pk), None)

    def links_of(self, policy: PolicyPage) -> list[Link]:
        """What this document does and what is done to it, each other document once, in the reader's language."""
        found: dict[tuple[Any, str, bool], Link] = {}
        for row in self.relations:
            acts, suffers = self._keys.get(row.policy_id), self._keys.get(row.target_id)
            if policy.translation_key not in {acts, suffers} or acts == suffers:
                continue
            passive = suffers == policy.translation_key
            other = self._version(acts if passive else suffers, policy.locale_id)
            if other is not None:
                link = Link(RelationKind(row.kind), row.day, other, passive, row.parts)
                found.setdefault((other.translation_key, row.kind, passive), link)
        return sorted(found.values(), key=lambda link: link.day or datetime.date.max)

    def in_readers_language(self, policy: PolicyPage) -> PolicyPage:
        """Its published version in the language of the page that is shown; else the policy itself."""
        language = get_language() or ""
        found = [b.page for b in self._versions.get(policy.translation_key, [])]
        return next((page for page in found if locales()[page.locale_id].language_code == language), policy)

    def _version(self, key: Any, locale_id: int) -> PolicyPage | None:
        """The document in that language, else in the one it has."""
        versions = self._versions.get(key, [])
        return next((b.page for b in versions if b.page.locale_id == locale_id), versions[0].page if versions else None)


@by_generation
def shelf() -> Shelf:
    """Every published policy of every language, and every relation between published documents: three queries."""
    languages = locales()
    pages = list(
        PolicyPage.objects.live()
        .with_repeals()
        .select_related("area")
        .order_by("-last_reviewed_on", "-issued_on", "pk")
        .only(*_FIELDS)
    )
    words = _links({"audience": site.audiences(), "topic": site.topics()})
    for page in pages:
        page.locale = languages[page.locale_id]
    books = [
        Book(page, frozenset(words["audience"].get(page.pk, ())), frozenset(words["topic"].get(page.pk, ())))
        for page in pages
    ]
    return Shelf(books, list(PolicyRelation.objects.standing().order_by("day", "pk")))


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


def in_force(books: Iterable[Book], on: datetime.date) -> list[Book]:
    """Those in force on that day, in order."""
    return [book for book in books if book.page.status_on(on) == PolicyStatus.IN_FORCE]


@dataclass(frozen=True)
class Item:
    """One policy in a list: its page, whom it is for, and what it is worth on the day of the list."""

    page: PolicyPage
    labels: list[Audience]
    status: PolicyStatus


def item(book: Book, on: datetime.date) -> Item:
    """A book as a list shows it; the audiences in the order of the vocabulary."""
    labels = [audience for audience in site.audiences() if audience.slug in book.audiences]
    return Item(book.page, labels, book.page.status_on(on))


def newest(*, locale_id: int, on: datetime.date, limit: int = 3) -> list[Item]:
    """Policies in force, the newest review first."""
    return [item(book, on) for book in in_force(shelf().in_language(locale_id), on)[:limit]]


def related_to(policy: PolicyPage, *, on: datetime.date, limit: int = 3) -> list[PolicyPage]:
    """Policies in force for the same readers or about the same thing, those that share most first.

    What stands in a relation to it is not repeated here.
    """
    books = {book.page.pk: book for book in shelf().in_language(policy.locale_id)}
    own = books.get(policy.pk)
    if own is None:
        return []
    named = {link.other.pk for link in shelf().links_of(policy)} | {policy.pk}
    shared = [
        (len(own.topics & book.topics) * 2 + len(own.audiences & book.audiences), book.page)
        for book in in_force(books.values(), on)
        if book.page.pk not in named
    ]
    return [page for count, page in sorted(shared, key=lambda pair: -pair[0]) if count][:limit]
