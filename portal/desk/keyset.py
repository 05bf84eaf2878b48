"""Pages of a list by the key of its order: the address says after which row a page begins, not how many to skip.

How a list gets it: `listed(request, rows, action)` from `portal.desk.listing`, with

1. an order that ends with the primary key, all of it upwards or all of it downwards, and of columns that are never
   empty: `order_by("-created_at", "-pk")`, or the model's own. An order that is worked out (`Case`) is annotated first
   and then named;
2. `Model.objects.listed_for(user)` instead of `visible_to(user)`, and in the model's Meta
   `indexes = [*ordered.indexes("name", "-created_at", "-id", condition=…)]` for each filter that can be large. Where
   its condition is one of several words, the rows are filtered by `ordered.OneOf` with the same words. What an index
   has to answer together with something else is put together of parts (`in_parts`);
3. in the template `{% pagination page %}`.

The key is sealed: an address gives away neither a row's number nor what the list is sorted by. What is no key of this
list (damaged, of another list, of a key that has gone) leads to the first page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.db.models import BooleanField, F, Field, Func, Q, QuerySet, Value
from django.db.models.fields.tuple_lookups import Tuple
from django.http import HttpRequest

from portal.input.keyed import AFTER, BEFORE, KeyedPage
from portal.privacy import in_address
from portal.privacy.crypto import Unreadable

LONGEST_KEY = 400
Rows = QuerySet[Any]


class Order:
    """The order of a list: by what, which way, and how a row's place in it is written down."""

    def __init__(self, rows: Rows) -> None:
        asked = rows.query.order_by or rows.model._meta.ordering or ()
        named = [one for one in asked if isinstance(one, str)]
        if not named or len(named) != len(asked):
            raise ImproperlyConfigured("a list by keys is ordered by named columns")
        self.names = ["pk" if name.lstrip("-") == "id" else name.lstrip("-") for name in named]
        ways = {name.startswith("-") for name in named}
        if len(ways) != 1 or self.names[-1] != "pk":
            raise ImproperlyConfigured("a list by keys is ordered one way, and last by its primary key")
        self.downwards = ways.pop()
        self.columns = [F(name) for name in self.names]
        self.fields: list[Field[Any, Any]] = [_field(rows, column) for column in self.columns]
        if any(field.null for field in self.fields):
            raise ImproperlyConfigured("a list by keys is ordered by columns that are never empty")
        self.context = f"portal.desk.keyset:{rows.model._meta.label_lower}:{','.join(named)}".encode()

    def names_of(self, *, backwards: bool) -> list[str]:
        """For `order_by`."""
        return [f"-{name}" if self.downwards != backwards else name for name in self.names]

    def beyond(self, key: Sequence[Any], *, backwards: bool) -> Func:
        """What comes after this key, as a comparison of whole rows: both databases find its place in an index."""
        values = [Value(value, output_field=field) for value, field in zip(key, self.fields, strict=True)]
        sign = " < " if self.downwards != backwards else " > "
        output = BooleanField()
        return Func(
            Tuple(*self.columns), Tuple(*values), template="%(expressions)s", arg_joiner=sign, output_field=output
        )

    def key_of(self, row: Any) -> str:
        """The row's place, for an address."""
        return in_address.seal(json.dumps([_written(_value(row, name)) for name in self.names]), self.context)

    def read(self, text: str) -> list[Any] | None:
        """The place that was written there; None for anything else."""
        if not text or len(text) > LONGEST_KEY:
            return None
        try:
            values = json.loads(in_address.unseal(text, self.context))
            return [field.to_python(value) for value, field in zip(values, self.fields, strict=True)]
        except (Unreadable, ValueError, TypeError, ValidationError):
            return None


def keyed_page(request: HttpRequest, rows: Rows, size: int) -> KeyedPage:
    """The page of `rows` that the address asks for, `size` rows long; never empty while there are any."""
    order = Order(rows)
    if key := order.read(request.GET.get(BEFORE, "")):
        found = _nearest(rows, order, size + 1, key, backwards=True)
        # Fewer than a page lie before it: that is the first one, whole.
        return _page(order, found[-size:], before=True, after=True) if len(found) > size else _first(rows, order, size)
    if key := order.read(request.GET.get(AFTER, "")):
        found = _nearest(rows, order, size + 1, key)
        if found:
            return _page(order, found[:size], before=True, after=len(found) > size)
        found = _nearest(rows, order, size + 1, backwards=True)
        return _page(order, found[-size:], before=len(found) > size, after=False)
    return _first(rows, order, size)


def keys_of_first(rows: Rows, number: int) -> list[Any]:
    """The primary keys of the first rows, of as many areas as the list is put together of; none costs nothing."""
    if number < 1:
        return []
    return [row.pk for row in _nearest(rows.only("pk"), Order(rows), number)]


def _first(rows: Rows, order: Order, size: int) -> KeyedPage:
    found = _nearest(rows, order, size + 1)
    return _page(order, found[:size], before=False, after=len(found) > size)


def _page(order: Order, shown: list[Any], *, before: bool, after: bool) -> KeyedPage:
    first, last = (order.key_of(shown[0]), order.key_of(shown[-1])) if before or after else ("", "")
    return KeyedPage(shown, first if before else "", last if after else "")


def _nearest(
    rows: Rows, order: Order, most: int, key: Sequence[Any] | None = None, *, backwards: bool = False
) -> list[Any]:
    """At most so many rows from the key on, in the list's order; `backwards` those before it.

    Who works in several areas gets the nearest of each, of which the nearest are taken: an index has one area in order.
    """
    found = rows.order_by(*order.names_of(backwards=backwards))
    if key is not None:
        found = found.filter(order.beyond(key, backwards=backwards))
    parts: tuple[Q, ...] = getattr(rows, "parts", ())
    if len(parts) > 1:
        keys = [pk for part in parts for pk in found.filter(part).values_list("pk", flat=True)[:most]]
        found = rows.filter(pk__in=keys).order_by(*order.names_of(backwards=backwards))
    shown = list(found[:most])
    return shown[::-1] if backwards else shown


def _field(rows: Rows, column: F) -> Field[Any, Any]:
    try:
        resolved: Field[Any, Any] = column.resolve_expression(rows.query.clone()).output_field
    except FieldError as error:
        raise ImproperlyConfigured("a list by keys is ordered by columns of a known kind") from error
    return resolved


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
