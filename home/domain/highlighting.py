"""Marks what was looked for."""

from __future__ import annotations

import re

from django.utils.html import format_html_join
from django.utils.safestring import SafeString


def highlight(text: str, query: str) -> SafeString:
    """The text with each occurrence of the query's words marked; everything is escaped."""
    words = [re.escape(word) for word in query.split()]
    parts = re.split(f"({'|'.join(words)})", text, flags=re.IGNORECASE) if words else [text]
    return format_html_join("", "{}", ((_part(part, position),) for position, part in enumerate(parts)))


def _part(part: str, position: int) -> str | SafeString:
    return format_html_join("", "<mark>{}</mark>", [(part,)]) if position % 2 else part


def excerpt(text: str, query: str, length: int = 90) -> SafeString:
    """The part of a long text around the first word that was looked for."""
    places = [place for word in query.split() if (place := text.lower().find(word.lower())) >= 0]
    start = max(0, min(places, default=0) - length // 3)
    cut = text[start : start + length]
    return highlight(("…" if start else "") + cut + ("…" if start + length < len(text) else ""), query)
