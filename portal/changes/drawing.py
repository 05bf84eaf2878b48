"""Numbers by which people speak of a record: drawn by chance, so that nobody can count records by them, and once each.

Of 300 numbers of eight digits two are alike once in 2,200 times; among a million, every hundredth new one is taken.
So whoever draws looks first, a process never draws the same twice in a row of thousands (they may all be on their way
into the database), and the unique constraint decides about two processes at the same moment: the change is begun
again (`portal.changes.changing`) and draws another one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.db import models

# How many draws a process remembers: more than the rows of one `bulk_create`.
REMEMBERED = 20_000
# How often a number of one length may be taken before a longer one is drawn.
TRIES = 20
_drawn: dict[str, None] = {}


def digits(length: int) -> str:
    """So many random digits; the first may be zero."""
    return drawn(lambda: f"{secrets.randbelow(10**length):0{length}d}")


def drawn(draw: Callable[[], str]) -> str:
    """What `draw` gives, and this process was not given lately."""
    while (code := draw()) in _drawn:
        pass
    _drawn[code] = None
    if len(_drawn) > REMEMBERED:
        del _drawn[next(iter(_drawn))]
    return code


def unused(rows: models.QuerySet[Any], field: str, draw: Callable[[int], str]) -> str:
    """What `draw` gives and none of `rows` has in `field`.

    `draw` is told how many characters more than usual are wanted: none, until it becomes crowded.
    """
    tries = 0
    while rows.filter(**{field: (code := draw(tries // TRIES))}).exists():
        tries += 1
    return code


class DrawnField(models.CharField):  # type: ignore[type-arg]  # generic only in the stubs
    """A text field whose default is drawn: a new row that drew what another one has, draws again."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """See Field.pre_save; called for each row of `bulk_create` too."""
        if add:
            rows = type(model_instance)._base_manager.all()
            first = [super().pre_save(model_instance, add)]
            code = unused(rows, self.attname, lambda _more: first.pop() if first else self.get_default())
            setattr(model_instance, self.attname, code)
        return str(super().pre_save(model_instance, add))

    def deconstruct(self) -> Any:
        """In migrations an ordinary text column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
