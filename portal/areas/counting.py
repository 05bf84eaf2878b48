"""Counts of long lists: exact as far as anybody reads them, and no dearer in a county of a million."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from portal.pages.figures import MOST


def counted(lists: Mapping[str, QuerySet[Any]], *, most: int = MOST, beyond: int = 0) -> dict[str, int]:
    """How many rows each list has, in one query; where it has more than `most` + `beyond`, one more than that.

    Counting stops there. A list that several areas make up (`listed_for`) is counted in each, as its indexes are.
    """
    end = most + beyond + 1
    asked = [(name, part) for name, rows in lists.items() for part in _parts(rows)]
    found = dict.fromkeys(lists, 0)
    terms: list[str] = []
    params: list[Any] = []
    names: list[str] = []
    for name, rows in asked:
        try:
            sql, given = rows.order_by().values("pk")[:end].query.sql_with_params()
        except EmptyResultSet:
            continue
        terms.append(f"(SELECT COUNT(*) FROM ({sql}) AS found)")  # noqa: S608  the ORM's own query
        params += given
        names.append(name)
    if terms:
        with connections[asked[0][1].db].cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(terms)}", params)
            for name, number in zip(names, cursor.fetchone(), strict=True):
                found[name] = min(found[name] + number, end)
    return found


def _parts(rows: QuerySet[Any]) -> list[QuerySet[Any]]:
    parts = getattr(rows, "parts", ())
    return [rows.filter(part) for part in parts] if len(parts) > 1 else [rows]
