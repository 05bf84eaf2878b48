"""The policy library as readers filter it: the choices combine, and each count says what a reader would see."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from urllib.parse import urlencode

from wagtail.models import Locale

from home import site
from home.enums.policies import LevelOfEffect, PolicyStatus
from portal.areas.models import Area

from .shelf import Book, Item, item, shelf

ALL = "all"
DIMENSIONS = ("audience", "topic", "level", "area", "status")
# What readers call "no longer": repealed and expired are one choice.
OVER = "over"
STATUS_CHOICES = (PolicyStatus.IN_FORCE.value, PolicyStatus.DRAFT.value, OVER, ALL)
_STATUS_GROUP = {PolicyStatus.REPEALED: OVER, PolicyStatus.EXPIRED: OVER}
_DAY = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?")
EARLIEST, LATEST = datetime.date(1949, 10, 1), datetime.date(2099, 12, 31)


def read_day(text: str) -> datetime.date | None:
    """A day as people write it: 2018-05-01, 2018年5月1日, 20180501, full-width digits too; None for anything else."""
    plain = unicodedata.normalize("NFKC", text[:40]).strip()
    match = _DAY.fullmatch(plain)
    try:
        day = datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day if day and EARLIEST <= day <= LATEST else None


@dataclass(frozen=True)
class Choice:
    """What a reader chose; an empty word means: all. `on` is the day asked about, "" for today."""

    audience: str = ""
    topic: str = ""
    level: str = ""
    area: str = ""
    status: str = PolicyStatus.IN_FORCE.value
    on: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Choice:
        """From the address; an unknown word finds nothing, an unknown status is the usual one, a bad day is today."""
        status = query.get("status", "")
        words = {name: query.get(name, "")[:50] for name in ("audience", "topic", "level", "area")}
        day = read_day(query.get("on", ""))
        return cls(
            **words,
            status=status if status in STATUS_CHOICES else PolicyStatus.IN_FORCE.value,
            on=day.isoformat() if day else "",
        )

    @property
    def day(self) -> datetime.date | None:
        """The day asked about."""
        return datetime.date.fromisoformat(self.on) if self.on else None

    def pairs(self) -> list[tuple[str, str]]:
        """What is chosen, as (name, word); what is usual is left out."""
        return [
            (each.name, word)
            for each in fields(self)
            if (word := str(getattr(self, each.name))) and word != each.default
        ]

    def with_word(self, name: str, word: str) -> Choice:
        """The same with one word changed."""
        return replace(self, **{name: word})

    def address(self, page: int = 1) -> str:
        """The query string: one way of writing each choice, so that what may be cached is bounded."""
        return urlencode([*self.pairs(), *([("page", str(page))] if page > 1 else [])])


@dataclass
class Library:
    """The policies of one language on one day."""

    books: list[Book]
    on: datetime.date
    areas: list[Area] = field(init=False)

    def __post_init__(self) -> None:
        """The areas some document is made for, the widest first."""
        found = {book.area_code: book.page.area for book in self.books if book.page.area}
        self.areas = [found[code] for code in sorted(found, key=lambda code: (len(code), code))]

    @classmethod
    def load(cls, *, locale: Locale, on: datetime.date) -> Library:
        """From the shelf, the newest review first."""
        return cls(shelf().in_language(locale.pk), on)

    def matching(self, choice: Choice) -> list[int]:
        """The policies that fit, in order; for chosen readers those written for the fewest others come first."""
        found = [book for book in self.books if self._fits(book, choice)]
        if choice.audience:
            found.sort(key=lambda book: len(book.audiences))
        return [book.page.pk for book in found]

    def counts(self, choice: Choice, dimension: str) -> Counter[str]:
        """How many a reader would see with each word of this dimension, the other choices kept; all under ''."""
        others = [book for book in self.books if self._fits(book, choice, without=dimension)]
        counter = Counter({"": len(others)})
        for book in others:
            counter.update(self._words(book, dimension))
        return counter

    def knows(self, choice: Choice) -> bool:
        """Whether every word stands in a vocabulary: only such addresses may be kept in the page cache."""
        known = {
            "audience": {term.slug for term in site.audiences()},
            "topic": {term.slug for term in site.topics()},
            "level": set(LevelOfEffect.values),
            "area": {area.code for area in self.areas},
        }
        return not choice.on and all(getattr(choice, name) in {"", *words} for name, words in known.items())

    def items(self, numbers: Iterable[int]) -> list[Item]:
        """These policies in this order."""
        books = {book.page.pk: book for book in self.books}
        return [item(books[number], self.on) for number in numbers]

    def _fits(self, book: Book, choice: Choice, without: str = "") -> bool:
        """Whether it fits in every dimension but `without`."""
        return all(
            getattr(choice, name) in {"", ALL} or getattr(choice, name) in self._words(book, name)
            for name in DIMENSIONS
            if name != without
        )

    def _words(self, book: Book, dimension: str) -> Iterable[str]:
        """The words of one dimension under which a reader finds it."""
        if dimension == "audience":
            return book.audiences
        if dimension == "topic":
            return book.topics
        if dimension == "level":
            return (book.page.level,)
        if dimension == "area":
            # Who asks about a county wants what is in effect there: the nation's and the province's documents too.
            return [area.code for area in self.areas if area.code.startswith(book.area_code)]
        status = book.page.status_on(self.on)
        return (_STATUS_GROUP.get(status, status.value),)
