"""The pages every footer leads to: how accessible the site is, and what it does with people's data."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.utils import timezone
from wagtail.models import Page

from home.models import HomePage, StandardPage
from home.planting.texts import blocks

FOLDER = Path(__file__).resolve().parents[1] / "planted_content"
SLUGS = ("accessibility", "privacy")


def plant_pages() -> None:
    """Make what is missing in each language; what editors wrote stays, in their words."""
    for slug in SLUGS:
        there = {page.locale_id: page for page in Page.objects.filter(slug=slug, depth=3)}
        for home in HomePage.objects.select_related("locale").order_by("path"):
            if home.locale_id not in there:
                there[home.locale_id] = _plant(home, slug, next(iter(there.values()), None))


def _plant(home: HomePage, slug: str, translation: Page | None) -> Page:
    folder = FOLDER if home.locale.language_code == "zh-hans" else FOLDER / home.locale.language_code
    data = tomllib.loads((folder / f"{slug}.toml").read_text(encoding="utf-8"))
    now = timezone.now()
    page = StandardPage(slug=slug, locale=home.locale, first_published_at=now, last_published_at=now)
    page.title, page.summary, page.body = data["title"], data["summary"], blocks(data["body"], seed=f"planted/{slug}")
    if translation:
        page.translation_key = translation.translation_key
    home.add_child(instance=page)
    return page
