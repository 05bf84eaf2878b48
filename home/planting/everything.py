"""The pages and words without which the site does not stand: made once, after the database is migrated."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from home.models import (
    Audience,
    FaqPage,
    GuideIndexPage,
    HelpPage,
    HomePage,
    NewsIndexPage,
    PolicyIndexPage,
    Topic,
)

from ..eligibility.domain.planting import plant_rules
from .pages import plant_pages
from .vocabulary import AUDIENCES, TOPICS

CHINESE, ENGLISH = "zh-hans", "en"
ALL_PAGES = "全部页面"
HOME = {
    CHINESE: {"title": "首页", "headline": "每个孩子身边，都有人惦记"},
    ENGLISH: {"title": "Home", "headline": "Somebody is there for every child"},
}
LEADS = {
    CHINESE: "查政策、看活动、找儿童主任，或者做一位爱心家长。不用登录就能看。",
    ENGLISH: "Read what your family can get, see what is on, find your child officer, or volunteer. No account needed.",
}
SECTIONS: list[tuple[type[Page], str, dict[str, str]]] = [
    (PolicyIndexPage, "policies", {CHINESE: "政策", ENGLISH: "Policies"}),
    (GuideIndexPage, "guides", {CHINESE: "指南", ENGLISH: "Guides"}),
    (NewsIndexPage, "news", {CHINESE: "新闻", ENGLISH: "News"}),
    (FaqPage, "faq", {CHINESE: "常见问题", ENGLISH: "Frequently asked questions"}),
    (HelpPage, "help", {CHINESE: "找人帮忙", ENGLISH: "Get help"}),
]


def plant(**kwargs: Any) -> None:
    """Make what is missing; what editors have changed stays. A receiver of `post_migrate`."""
    # Wagtail clears what it cached about sites and locales, and Django makes that table only later.
    call_command("createcachetable", verbosity=0)
    ContentType.objects.clear_cache()  # after `flush` the numbers in it are of rows that are gone
    with transaction.atomic():
        _plant_words()
        plant_rules()
        if not HomePage.objects.exists():
            _plant_homes()
        _plant_sections()
        plant_pages()


def _plant_words() -> None:
    for model, words in ((Audience, AUDIENCES), (Topic, TOPICS)):
        for position, (slug, name, name_en) in enumerate(words):
            model.objects.get_or_create(slug=slug, defaults={"name": name, "name_en": name_en, "position": position})


def _plant_homes() -> None:
    chinese, _ = Locale.objects.get_or_create(language_code=CHINESE)
    english, _ = Locale.objects.get_or_create(language_code=ENGLISH)
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=chinese))
    root.title = root.draft_title = ALL_PAGES  # editors see it above the two home pages
    root.save(update_fields=["title", "draft_title"])
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    _remove_welcome_page(root)
    home = _plant_home(root, chinese, "home")
    _plant_home(root, english, "home-en", translation_of=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": "童心"}
    )
    Site.clear_site_root_paths_cache()


def _remove_welcome_page(root: Page) -> None:
    """Wagtail's own migration leaves a page that only says welcome."""
    Site.objects.filter(root_page__slug="home", root_page__depth=2).delete()
    for page in root.get_children().filter(slug="home"):
        page.delete()
    root.refresh_from_db()


def _plant_home(root: Page, locale: Locale, slug: str, translation_of: HomePage | None = None) -> HomePage:
    language = locale.language_code
    home = HomePage(slug=slug, locale=locale, lead=LEADS[language], **HOME[language])
    if translation_of:
        home.translation_key = translation_of.translation_key
    root.add_child(instance=home)
    return home


def _plant_sections() -> None:
    """What every page links to, where an earlier version had it not yet; what editors put in its place stays."""
    homes = HomePage.objects.select_related("locale").order_by("path")
    for model, section, titles in SECTIONS:
        keys = list(model.objects.order_by("path").values_list("translation_key", flat=True))
        for home in homes:
            language = home.locale.language_code
            taken = home.get_children().filter(slug=section).exists()
            if language not in titles or taken or model.objects.filter(locale=home.locale).exists():
                continue
            page = model(slug=section, title=titles[language], locale=home.locale, show_in_menus=True)
            page.translation_key = keys[0] if keys else page.translation_key
            home.refresh_from_db()
            home.add_child(instance=page)
            keys = keys or [page.translation_key]
