"""What a request asks for, before anything is done with it: what no page of ours would send gets no further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.encoding import iri_to_uri

if TYPE_CHECKING:
    from django.core.paginator import _SupportsPagination

LONGEST = 18
# Bytes of a query that every link of a page may repeat: a long search and all filters of our own take less.
MOST_REPEATED = 600


def whole_number(text: str) -> int | None:
    """A number in ASCII digits, as our own hidden fields hold it; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None


def looked_for(text: str, length: int) -> str:
    """What somebody searches for, at most `length` characters; a database refuses the character NUL."""
    return text.replace("\x00", "").strip()[:length]


def repeated(request: HttpRequest) -> QueryDict:
    """What was asked for, as the links of the page may repeat it: as written, or of a long one what has room, whole.

    A word is left out rather than cut: half of it would ask for something else.
    """
    kept, room = QueryDict(mutable=True), MOST_REPEATED
    for name, values in request.GET.lists():
        for value in values:
            room_after = room - len(quote_plus(name)) - len(quote_plus(value)) - 2
            if room_after >= 0:
                kept.appendlist(name, value)
                room = room_after
    return kept


def this_page(request: HttpRequest) -> str:
    """Its own address, for links that lead back to it."""
    if len(request.META.get("QUERY_STRING", "")) <= MOST_REPEATED:
        return request.get_full_path()
    query = repeated(request).urlencode()
    return iri_to_uri(request.path) + (f"?{query}" if query else "")


def page_of(request: HttpRequest, rows: _SupportsPagination[Any], length: int) -> Page[Any]:
    """The page that `page` in the address names; the last one for a number beyond it, the first for no number.

    Such an address is no page of its own, so no cache keeps it: there would be no end of them.
    """
    page = Paginator(rows, length).get_page(request.GET.get("page"))
    request.page_shown = page.number  # type: ignore[attr-defined]  # for `names_no_page`
    return page


def names_no_page(request: HttpRequest) -> bool:
    """Whether `page` in the address is written otherwise than the page shown, or asks where there are no pages."""
    asked = request.GET.getlist("page")
    return bool(asked) and asked != [str(getattr(request, "page_shown", ""))]
