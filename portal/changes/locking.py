"""Holding the one row that is being changed; the order in which several are held is in docs/locking.md."""

from __future__ import annotations

from typing import TypeVar, cast

from django.db import models

M = TypeVar("M", bound=models.Model)


def locked(record: M, *related: str) -> M:
    """The row as it is now, with what it is read with, held until the transaction ends.

    It is found by its key alone: the caller asks its rule again on what this returns.
    """
    # Not `type(record)`: who has signed in is known by a lazy object.
    rows = record._meta.model._base_manager.select_for_update(of=("self",), no_key=True)
    return cast("M", rows.select_related(*related).get(pk=record.pk))
