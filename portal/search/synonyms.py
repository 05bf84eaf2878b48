"""The editors' synonyms, held in each process and read again when they have changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db.models import Count, Max

from . import analysis
from .models import Synonym
from .queries import Terms, variants


class _Held(NamedTuple):
    stamp: tuple[object, ...]
    groups: tuple[tuple[str, ...], ...]


_held = _Held((), ())
_asked: ContextVar[bool] = ContextVar("synonyms asked for in this context", default=False)


def current() -> tuple[tuple[str, ...], ...]:
    """The groups as passages, up to date: one query, and a second one only after a change."""
    global _held  # noqa: PLW0603  one reference, replaced whole: safe between threads
    stamp = Synonym.objects.aggregate(count=Count("pk"), changed=Max("changed_at"), last=Max("pk"))
    if tuple(stamp.values()) != _held.stamp:
        _held = _Held(tuple(stamp.values()), tuple(_passages(group) for group in Synonym.objects.all()))
    return _held.groups


def last_seen() -> tuple[tuple[str, ...], ...]:
    """The groups as this process last read them, without a query: for marking the results of a search just made."""
    return _held.groups


@contextmanager
def read_once() -> Iterator[None]:
    """Ask for changes once for all searches made inside: a page that searches six kinds of things asks once."""
    current()
    token = _asked.set(True)
    try:
        yield
    finally:
        _asked.reset(token)


def expand(terms: Terms) -> list[Terms]:
    """The other ways to say `terms`."""
    return variants(terms, last_seen() if _asked.get() else current())


def _passages(group: Synonym) -> tuple[str, ...]:
    found = (analysis.runs(word) for word in group.words())
    return tuple(Terms(runs).passage for runs in found if runs)
