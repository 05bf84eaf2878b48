"""Public content for tests."""

from __future__ import annotations

import datetime
import io
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import override_settings
from django.utils import timezone
from PIL import Image
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.models import (
    Audience,
    GuideIndexPage,
    GuidePage,
    NewsIndexPage,
    NewsPage,
    Picture,
    PolicyIndexPage,
    PolicyPage,
    PolicyRelation,
    Topic,
)
from home.planting.texts import blocks

CHINESE, ENGLISH = "zh-hans", "en"
NOT_YET_TO_BE_FOUND = {"default": settings.WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": False}}


def published(page: Any, index: Page) -> Any:
    """This page below `index`, as an editor publishes it."""
    # Publishing writes what searching and references ask: once is enough.
    with disable_reference_index_auto_update(), override_settings(WAGTAILSEARCH_BACKENDS=NOT_YET_TO_BE_FOUND):
        index.add_child(instance=page)
        revision = page.save_revision(clean=False)  # it was just looked at
    revision.publish()
    return page


def policy(slug: str, *, language: str = CHINESE, audiences: tuple[str, ...] = (), **fields: Any) -> PolicyPage:
    """A published policy, in force since 2020 unless told otherwise."""
    index = PolicyIndexPage.objects.get(locale__language_code=language)
    topics, text = fields.pop("topics", ()), fields.pop("text", "## 怎么办\n到乡镇去。")
    values = {"title": f"政策{slug}", "summary": "一句话。", "in_force_from": timezone.localdate().replace(year=2020)}
    page = PolicyPage(slug=slug, locale=index.locale, body=blocks(text, seed=slug), **values | fields)
    page.audiences = list(Audience.objects.filter(slug__in=audiences))
    page.topics = list(Topic.objects.filter(slug__in=topics))
    return published(page, index)


def relation(
    policy: PolicyPage, kind: str, target: PolicyPage, *, effective_on: datetime.date | None = None, parts: str = ""
) -> PolicyRelation:
    """One document does something to another, as an editor would enter it: on the page of the one that acts."""
    row = PolicyRelation(kind=kind, target=target, effective_on=effective_on, parts=parts)
    policy.relations.add(row)
    policy.save_revision().publish()
    return row


def news(slug: str, *, with_picture: bool = False, **fields: Any) -> NewsPage:
    """A published news item."""
    index = NewsIndexPage.objects.get(locale__language_code=CHINESE)
    page = NewsPage(slug=slug, title=f"新闻{slug}", summary="一句话。", locale=index.locale, **fields)
    if with_picture:
        page.picture = picture(f"{slug}.jpg")
    return published(page, index)


def guide(slug: str, **fields: Any) -> GuidePage:
    """A published guide."""
    index = GuideIndexPage.objects.get(locale__language_code=CHINESE)
    page = GuidePage(slug=slug, title=f"指南{slug}", summary="一句话。", locale=index.locale, **fields)
    return published(page, index)


def picture(name: str = "a.jpg", size: tuple[int, int] = (64, 48)) -> Picture:
    """A picture in the library."""
    return Picture.objects.create(title="图", file=ContentFile(jpeg(size), name=name))


def jpeg(size: tuple[int, int] = (64, 48), exif: Image.Exif | None = None) -> bytes:
    """A JPEG file."""
    out = io.BytesIO()
    Image.new("RGB", size, "#0b6b5d").save(out, "JPEG", **({"exif": exif} if exif else {}))
    return out.getvalue()
