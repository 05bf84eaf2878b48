"""Lists: facts, answers to check, filters, pages, and bars."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template import RequestContext

from portal.input.asked import repeated
from portal.input.keyed import AFTER, BEFORE, NUMBER, KeyedPage


def facts(pairs: Iterable[tuple[object, object]]) -> dict[str, Any]:
    """`{% facts pairs %}`: terms and what they are; pairs without a text are left out."""
    return {"pairs": [(term, text) for term, text in pairs if text not in (None, "")]}


def sheet(heads: Iterable[object], lines: Iterable[Sequence[object]], caption: object = "") -> dict[str, Any]:
    """`{% sheet heads lines caption %}`: a small table of a record to read or to print; no list of records (`rows`).

    Each line has a cell for each head, the first of which names it; without heads nothing stands above.
    """
    known = list(heads)
    return {"heads": known, "lines": [_cells(known, line) for line in lines], "caption": caption}


def _cells(heads: Sequence[object], line: Sequence[object]) -> list[tuple[object, object]]:
    """Each cell with what stands before it on a phone: nothing before the one that names the line."""
    before = ["", *heads[1:]] if heads else [""] * len(line)
    return list(zip(before, line, strict=True))


def summary_list(rows: Iterable[Mapping[str, object]]) -> dict[str, Any]:
    """`{% summary_list rows %}`: check your answers; each row has `key`, `value` and perhaps `change_url`."""
    return {"rows": list(rows)}


def finder(context: RequestContext, url: str, label: object, text: str = "") -> dict[str, Any]:
    """`{% finder url label text %}`: finding a record of a list. By POST: what is looked for stands in no address."""
    return {"url": url, "label": label, "text": text, "request": context.get("request")}


def chips(items: Iterable[Mapping[str, object]]) -> dict[str, Any]:
    """`{% chips items %}`: links that filter a list; each has `label`, `url`, `current` and perhaps `count`."""
    return {"items": list(items)}


def pagination(context: RequestContext, page_obj: Page[Any] | KeyedPage) -> dict[str, Any]:
    """`{% pagination page_obj %}`: nothing for one page; keeps the rest of the query string.

    A page by its key has no number: only what lies beside it, and the way back to the first.
    """
    request = context.get("request")
    query = repeated(request) if request else QueryDict()
    if isinstance(page_obj, KeyedPage):
        return {"keyed": page_obj, "query": query, "first": _without_pages(query)}
    paginator = page_obj.paginator
    numbers = paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {
        "page": page_obj,
        "numbers": list(numbers) if paginator.num_pages > 1 else [],
        "ellipsis": paginator.ELLIPSIS,
        "query": query,
    }


def _without_pages(query: QueryDict) -> str:
    """The address of the first page: other choices stay."""
    rest = query.copy()
    for name in (AFTER, BEFORE, NUMBER):
        rest.pop(name, None)
    return f"?{rest.urlencode()}"


def bars(rows: Iterable[Sequence[Any]], title: object, unit: object = "") -> dict[str, Any]:
    """`{% bars rows title %}`: rows of (label, value) or (label, value, target), as a table whose cells hold a bar.

    Values are numbers from 0 up; the longest bar fills its cell.
    """
    triples = [(*row, None)[:3] for row in rows]
    top = max((max(value, target or 0) for _, value, target in triples), default=0) or 1
    drawn = [
        {
            "label": label,
            "value": f"{value:,}",
            "target": target,
            "width": _share(value, top),
            "mark": _share(target, top),
        }
        for label, value, target in triples
    ]
    return {"rows": drawn, "title": title, "unit": unit, "has_target": any(row["target"] is not None for row in drawn)}


def _share(value: float | None, top: float) -> str:
    """The part of the whole width, in hundredths, written for SVG whatever the language."""
    return "" if value is None else f"{100 * value / top:.1f}"
