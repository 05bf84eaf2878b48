"""Chips that filter a list: each keeps the other choices in the address."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.input.asked import repeated
from portal.input.keyed import AFTER, BEFORE, NUMBER
from portal.pages.figures import figure

# What another choice starts anew.
NO_PAGE = (NUMBER, AFTER, BEFORE)


def chips_for(
    request: HttpRequest,
    key: str,
    choices: Iterable[tuple[str, Any]],
    chosen: str,
    counts: Mapping[str, int] | None = None,
    *,
    every: Any = None,
    at: str | None = None,
    always: Collection[str] = (),
) -> list[dict[str, Any]]:
    """`All` (or what `every` calls it), then each choice; the page number is dropped, other filters stay.

    With `at`, the address of the list, nothing else stays. With `counts` each says how much it leads to, and what
    leads to nothing is left out unless it is chosen, or stands there `always`.
    """

    def address(value: str) -> str:
        if at is None:
            return address_with(request, **{key: value})
        return f"{at}?{urlencode({key: value})}" if value else at or "?"

    off = address("")
    chips = [
        {
            "label": label,
            "url": address(value),
            "current": value == chosen,
            "value": value,
            "off": off if value else "",
        }
        for value, label in [("", every or _("All")), *choices]
    ]
    if counts is None:
        return chips
    stays = {"", *always}
    kept = [chip for chip in chips if chip["value"] in stays or chip["current"] or counts.get(chip["value"])]
    return [chip | {"count": figure(counts.get(chip["value"], 0))} for chip in kept]


def toggles_for(
    request: HttpRequest,
    key: str,
    choices: Iterable[tuple[str, Any]],
    chosen: Collection[str],
    counts: Mapping[str, int],
) -> list[dict[str, Any]]:
    """Each choice on or off beside the others; each says how many are left with it."""
    options = list(choices)
    found = []
    for value, label in options:
        after = [other for other, _label in options if (other in chosen) != (other == value)]
        url = address_with(request, **{key: after})
        count = counts.get(value, 0)
        found.append({"label": label, "url": url, "current": value in chosen, "count": count, "off": url})
    return [chip for chip in found if chip["count"] or chip["current"]]


def chosen_of(groups: Iterable[tuple[str, list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    """What the visitor chose in these filters; `off` is the address without it."""
    return [chip for _name, chips in groups for chip in chips if chip["current"] and chip["off"]]


def address_with(request: HttpRequest, **changes: str | list[str]) -> str:
    """This page with these choices instead; an empty one is dropped, and so is the page number."""
    query = repeated(request)
    for key, value in {**dict.fromkeys(NO_PAGE, ""), **changes}.items():
        query.pop(key, None)
        values = [value] if isinstance(value, str) else value
        if any(values):
            query.setlist(key, values)
    text = query.urlencode()
    return f"{request.path}?{text}" if text else request.path
