"""News and guides in lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from wagtail.models import Locale

from home.models import GuidePage, NewsPage, Picture


def with_pictures(pages: Any) -> Any:
    """The pages with their pictures and the sizes already made: two queries more, however many pages."""
    return pages.prefetch_related(Prefetch("picture", queryset=Picture.objects.prefetch_renditions()))


def news_in(locale: Locale) -> Any:
    """All news in a language, the newest first."""
    return with_pictures(NewsPage.objects.live().filter(locale=locale).order_by("-date", "-pk"))


def latest(*, locale: Locale, limit: int) -> list[NewsPage]:
    """The newest news."""
    return list(news_in(locale)[:limit])


def guides_in(locale: Locale) -> Any:
    """All guides in a language, in the order editors gave them."""
    return with_pictures(GuidePage.objects.live().filter(locale=locale).order_by("path"))
