"""Which pages exist in which language."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale


def only_in_chinese(model: Any, locale: Locale, limit: int = 20) -> list[Any]:
    """Pages of this kind without a version in `locale`: readers get the original instead of nothing. One query."""
    translated = model.objects.filter(locale=locale).values("translation_key")
    found = model.objects.live().exclude(locale=locale).exclude(translation_key__in=translated)
    return list(found.select_related("locale").order_by("-first_published_at", "pk")[:limit])
