"""The demo county's public content: settings first, pages after the other apps have loaded theirs."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from activities.models import Photo, Place
from activities.places.domain.opening import read_hours
from activities.places.domain.photos import SMALL, WIDE, add_photo
from portal.accounts.models import User
from portal.areas.models import Area, AreaLevel

from ..help.domain.contacts import plain_name
from ..models import (
    Audience,
    BenefitStandard,
    GuideIndexPage,
    GuidePage,
    HelpPage,
    HomePage,
    Hotline,
    NewsIndexPage,
    NewsPage,
    Office,
    Picture,
    PolicyIndexPage,
    PolicyPage,
    SiteSettings,
    StandardPage,
)
from ..planting.texts import benefits, site_words, texts
from . import questions
from .policies import load_policies, steps_of
from .scenes import SCENES

RENDITIONS = [f"{size}|format-webp" for size in ("fill-360x216", "fill-720x432", "width-480", "width-960")]
PHOTOS_OF_PLACES = {
    "shitang": ["house", "shelf", "video-call", "reading"],
    "chongtou": ["shelf"],
    "jinshuitan": ["river"],
    "youth-palace": ["meeting"],
}


def load_settings(county: Area) -> None:
    """The host, the hotlines and the offices (phones are invented)."""
    words = site_words()
    settings, _ = SiteSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={
            "county_code": county.code,
            "county_name": county.name,
            "county_name_en": words["county_name_en"],
            "host_organisation": f"{county.name}民政局（演示）",
            "host_organisation_en": words["host_en"],
        },
    )
    for order, hotline in enumerate(words["hotlines"]):
        Hotline.objects.create(settings=settings, sort_order=order, **hotline)
    _offices(county)


def _offices(county: Area) -> None:
    """The county's, each township's and every second village's: for the others the township answers."""
    week = read_hours("工作日 8:30-12:00，14:00-17:30")
    townships = list(Area.objects.filter(parent=county, level=AreaLevel.TOWNSHIP))
    villages = list(Area.objects.filter(parent__in=townships))[::2]
    Office.objects.bulk_create(
        Office(
            area=area,
            phone=f"0578-000{number:04d}",
            address=f"{plain_name(area.name)}{'办公楼' if area == county else '便民服务中心一楼'}",
            opening_hours=week,
        )
        for number, area in enumerate([county, *townships, *villages], start=1)
    )


def load_pages(county: Area) -> None:
    """Policies, guides, news and the site's own pages, with their English versions, and the drawn pictures."""
    pictures = _pictures()
    _photos_of_places(pictures)
    chinese = HomePage.objects.get(locale__language_code="zh-hans")
    english = HomePage.objects.get(locale__language_code="en")
    _introductions(chinese, english)
    questions.load(chinese, english)
    policies = load_policies(PolicyIndexPage.objects.child_of(chinese).get(), county)
    _benefits(county, policies)
    guides = _guides(GuideIndexPage.objects.child_of(chinese).get(), pictures)
    news = _news(NewsIndexPage.objects.child_of(chinese).get(), pictures)
    plain = {slug: _add(chinese, StandardPage(slug=slug, **data)) for slug, data in texts("pages").items()}
    _in_english("policies", policies, PolicyIndexPage.objects.child_of(english).get())
    _in_english("guides", guides, GuideIndexPage.objects.child_of(english).get())
    _in_english("news", news, NewsIndexPage.objects.child_of(english).get())
    _in_english("pages", plain, english)


def _benefits(county: Area, policies: dict[str, PolicyPage]) -> None:
    """Amounts with their histories, each marked as an example."""
    audiences = Audience.objects.in_bulk(field_name="slug")
    areas = {"county": county, "province": Area.objects.get(code=county.code[:2])}
    for data in benefits():
        until = None
        fields = {name: data[name] for name in ("name", "name_en", "unit", "kind", "given_with", "who", "who_en")}
        for since, amount in data["amounts"]:
            begins = datetime.date.fromisoformat(since)
            BenefitStandard.objects.create(
                audience=audiences[data["audience"]],
                area=areas[data["area"]],
                amount=Decimal(str(amount)),
                in_force_from=begins,
                in_force_until=until,
                document=policies.get(data.get("policy", "")) if until is None else None,
                document_number=data["number"] if until is None else "",
                is_example=True,
                **fields,
            )
            until = begins - datetime.timedelta(days=1)


def _add(parent: Page, page: Any, published: datetime.date | None = None) -> Any:
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    if published:
        at = timezone.make_aware(datetime.datetime.combine(published, datetime.time(9)))
        Page.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
    return page


def _pictures() -> dict[str, Picture]:
    made = {}
    for name, (description, draw) in SCENES.items():
        file = ContentFile(draw().jpeg(), name=f"{name}.jpg")
        made[name] = Picture.objects.create(title=description[:20], description=description, file=file)
        made[name].get_renditions(*RENDITIONS)
    return made


def _photos_of_places(pictures: dict[str, Picture]) -> None:
    """Drawn rooms for some of the places, in the sizes of their pages, and one that waits for a second person."""
    for slug, names in PHOTOS_OF_PLACES.items():
        place = Place.objects.public().get(slug=slug)
        for name in names:
            image = pictures[name]
            image.get_renditions(*SMALL, *WIDE)
            Photo.objects.create(place=place, image=image, alt=image.description)
    _, draw = SCENES["hands"]
    for manager in User.objects.filter(email="centre@demo.test"):
        file = ContentFile(draw().jpeg(), name="new.jpg")
        add_photo(Place.objects.public().get(slug="shitang"), file=file, alt="活动室墙上的画", by=manager)


def _introductions(*homes: HomePage) -> None:
    words = site_words()["introductions"]
    for language, home in zip(("zh", "en"), homes, strict=True):
        for page in home.get_children().not_type(StandardPage).specific():
            field = "summary" if isinstance(page, HelpPage) else "introduction"
            setattr(page, field, words[page.slug][language])
            page.save_revision().publish()


def _days_ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def _guides(index: GuideIndexPage, pictures: dict[str, Picture]) -> dict[str, GuidePage]:
    audiences = Audience.objects.in_bulk(field_name="slug")
    made = {}
    for slug, data in texts("guides").items():
        page = GuidePage(
            slug=slug,
            title=data["title"],
            summary=data["summary"],
            body=data["body"],
            picture=pictures[data["picture"]],
        )
        page.audiences = [audiences[word] for word in data["audiences"]]
        made[slug] = _add(index, page)
    return made


def _news(index: NewsIndexPage, pictures: dict[str, Picture]) -> dict[str, NewsPage]:
    made = {}
    for slug, data in texts("news").items():
        words = {name: data[name] for name in ("title", "summary", "body")}
        page = NewsPage(slug=slug, picture=pictures[data["picture"]], date=_days_ago(data["days_ago"]), **words)
        made[slug] = _add(index, page, page.date)
    return made


def _in_english(kind: str, originals: dict[str, Any], parent: Page) -> None:
    """Copies of the originals that have an English text, with that text."""
    english = Locale.objects.get(language_code="en")
    for slug, data in texts(f"en/{kind}").items():
        page = originals[slug].copy_for_translation(english)
        for name, value in (data | rows_of(page, data)).items():
            setattr(page, name, value)
        page.save_revision().publish()


def rows_of(page: Page, data: dict[str, Any]) -> dict[str, Any]:
    """What is not a plain field: the steps, and the words of the legal bases in the order of the original."""
    found: dict[str, Any] = {}
    if "steps" in data:
        found["steps"] = steps_of(data)
    if "bases" in data:
        found["bases"] = list(page.bases.all())
        for row, words in zip(found["bases"], data["bases"], strict=True):
            row.text = words
    return found
