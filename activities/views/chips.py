"""Chips that filter a list: each keeps the other choices in the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _


def chips_for(request: HttpRequest, key: str, choices: Iterable[tuple[str, Any]], chosen: str) -> list[dict[str, Any]]:
    """`All`, then each choice; the page number is dropped, other filters stay."""
    return [
        {"label": label, "url": _url(request, key, value), "current": value == chosen}
        for value, label in [("", _("All")), *choices]
    ]


def _url(request: HttpRequest, key: str, value: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(key, None)
    if value:
        query[key] = value
    text = query.urlencode()
    return f"{request.path}?{text}" if text else request.path
