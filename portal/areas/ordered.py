"""Indexes in the order of a list, for everything under a county or a township.

A list shows the first rows in its own order (the newest, say) of an area that may be a village or the whole database.
A range of paths and another order do not go into one index: the database either walks the order past all that lies
elsewhere, or sorts all that lies here. So such an index begins with the first six or nine digits of `area_path`, which
are *equal* for a county or a township, and goes on in the order. See record 0040.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, CharField, F, Func, Index, Q
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.lookups import Exact

from .enums import CODE_LENGTH, AreaLevel

# A village has an index of its own (`area_path`), and so few rows that sorting them costs nothing.
LEVELS = {CODE_LENGTH[level]: level for level in (AreaLevel.COUNTY, AreaLevel.TOWNSHIP)}


class Digits(Func):
    """The first so many digits of a path, written into the SQL: SQLite knows an index again by its text alone."""

    function = "SUBSTR"
    template = "%(function)s(%(expressions)s, 1, %(digits)d)"

    def __init__(self, path: str | Combinable, digits: int) -> None:
        super().__init__(path, digits=digits, output_field=CharField())


class OneOf(Func):
    """`field IN ('a', 'b')` with the words themselves in the SQL, as the condition of a partial index has them.

    SQLite uses such an index only where it finds its condition word for word. The words are our own, never typed.
    With `apart` no index on the field itself answers it, only one that has the very same condition: SQLite knows too
    little of the rows to choose between the two.
    """

    template = "%(expressions)s%(apart)s IN (%(words)s)"

    def __init__(self, field: str | Combinable, words: Sequence[str], apart: bool = False) -> None:
        if not all(word.replace("_", "").isalnum() and word.isascii() for word in words):
            raise ValueError("words of an enum are meant")
        quoted = ", ".join(f"'{word!s}'" for word in words)
        super().__init__(field, words=quoted, apart=" || ''" if apart else "", output_field=BooleanField())


def shares_digits(path: str, field: str = "area_path") -> Q:
    """Rows of the county or township `path`, asked for as its index has them."""
    return Q(Exact(Digits(F(field), len(path)), path))


def indexes(name: str, *order: str | OrderBy, condition: Q | None = None) -> list[Index]:
    """For `Meta.indexes`: the rows (of `condition`, when there is one) of each county and township in this order.

    `order` as in `order_by`: `"-created_at", "-id"`. What is counted by such an index needs `"area_path"` at its end.
    """
    terms: list[Any] = [_term(one) for one in order]
    return [
        Index(Digits("area_path", digits), *terms, condition=condition, name=f"{name}_{level.value}")
        for digits, level in LEVELS.items()
    ]


def _term(one: str | OrderBy) -> OrderBy | F:
    if isinstance(one, OrderBy):
        return one
    return F(one[1:]).desc() if one.startswith("-") else F(one)
