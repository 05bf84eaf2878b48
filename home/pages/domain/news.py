"""News and guides in lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from wagtail.models import Locale

from home.models import Audience, GuidePage, NewsPage, Picture


def with_pictures(pages: Any) -> Any:
    """The pages with their pictures and the sizes already made: two queries more, however many pages."""
    return pages.prefetch_related(Prefetch("picture", queryset=Picture.objects.prefetch_renditions()))


def news_in(locale: Locale) -> Any:
    """All news in a language, the newest first."""
    return with_pictures(NewsPage.objects.live().filter(locale=locale).order_by("-date", "-pk"))


def latest(*, locale: Locale, limit: int) -> list[NewsPage]:
    """The newest news."""
    return list(news_in(locale)[:limit])


def more_news(page: NewsPage, limit: int = 3) -> list[NewsPage]:
    """The newest other news in the same language."""
    return list(news_in(page.locale).exclude(pk=page.pk)[:limit])


def guides_in(locale: Locale, audience: str = "") -> Any:
    """The guides in a language, in the order editors gave them; for one sort of reader when one is named."""
    guides = GuidePage.objects.live().filter(locale=locale).order_by("path")
    return with_pictures(guides.filter(audiences__slug=audience) if audience else guides)


def readers_of_guides(locale: Locale) -> list[Audience]:
    """For whom there are guides: one query."""
    written = GuidePage.objects.live().filter(locale=locale).values("audiences")
    return list(Audience.objects.filter(pk__in=written))
