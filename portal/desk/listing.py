"""A list on the desk: one page of the rows, and that they were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page

from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.input.asked import page_of

if TYPE_CHECKING:
    from django.core.paginator import _SupportsPagination

PAGE_SIZE = 25


def listed(
    request: SignedInRequest, rows: _SupportsPagination[Any], action: str, *, size: int = PAGE_SIZE
) -> Page[Any]:
    """The page that was asked for; `action`, with how many rows it shows, is put on the record."""
    page = page_of(request, rows, size)
    seen(request, action, len(page.object_list))
    return page


def seen(request: SignedInRequest, action: str, shown: int) -> None:
    """That this person saw so many rows of a list."""
    record(action, actor=request.user, target=request.user, shown=shown)
