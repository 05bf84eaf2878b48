"""A list on the desk: one page of the rows, and that they were seen."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.input.keyed import KeyedPage

from .keyset import keyed_page

PAGE_SIZE = 25


def listed(request: SignedInRequest, rows: QuerySet[Any], action: str, *, size: int = PAGE_SIZE) -> KeyedPage:
    """The page that was asked for; `action`, with how many rows it shows, is put on the record.

    What the rows must bring with them stands in `keyset`.
    """
    page = keyed_page(request, rows, size)
    seen(request, action, len(page))
    return page


def seen(request: SignedInRequest, action: str, shown: int) -> None:
    """That this person saw so many rows of a list."""
    record(action, actor=request.user, target=request.user, shown=shown)
