"""The policies and the news as feeds."""

from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from home import site
from home.pages.domain.news import news_in
from home.policies.domain.catalogue import ALL, Choice, Library
from home.policies.domain.shelf import Item
from home.policies.views.catalogue import keep_if_bounded

LONGEST = 50
# XML has no way to write these.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """An Atom feed (RFC 4287) of the newest fifty, chosen by `audience` and `topic` as in the library."""
    read = Choice.read(request.GET)
    choice = Choice(audience=read.audience, topic=read.topic, status=ALL)
    library = Library.load(locale=Locale.get_active(), on=timezone.localdate())
    items = sorted(library.items(library.matching(choice)), key=_changed, reverse=True)[:LONGEST]
    feed = _feed(request, _title(choice), reverse("home:policy_feed"))
    for item in items:
        _add(feed, item, request)
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    address = Choice(audience=read.audience, topic=read.topic).address()
    return keep_if_bounded(request, response, known=library.knows(choice), address=address)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """An Atom feed of the newest fifty news items in the language of the address."""
    feed = _feed(request, _("News"), reverse("home:news_feed"))
    for page in news_in(Locale.get_active()).select_related("locale")[:LONGEST]:
        _add_page(feed, page, request, updated=page.last_published_at or page.first_published_at)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _feed(request: HttpRequest, title: str, address: str) -> Atom1Feed:
    return Atom1Feed(
        title=title,
        link=request.build_absolute_uri(address.removesuffix("feed.xml")),
        description=None,
        language=get_language(),
        feed_url=request.build_absolute_uri(),
        author_name=getattr(site.site_settings(), "host", None) or _("Tongxin"),
    )


def _changed(item: Item) -> datetime.datetime:
    return item.page.last_published_at or item.page.first_published_at


def _title(choice: Choice) -> str:
    words = {term.slug: term.label for term in [*site.audiences(), *site.topics()]}
    chosen = [words[word] for word in (choice.audience, choice.topic) if word in words]
    return " · ".join([_("Policies"), *chosen])


def _add(feed: Atom1Feed, item: Item, request: HttpRequest) -> None:
    words = [str(item.status.label), *(label.label for label in item.labels)]
    _add_page(feed, item.page, request, updated=_changed(item), categories=words)


def _add_page(feed: Atom1Feed, page: Any, request: HttpRequest, **more: Any) -> None:
    feed.add_item(
        title=_CONTROL.sub("", page.title),
        link=request.build_absolute_uri(page.get_url(request)),
        description=_CONTROL.sub("", page.summary),
        unique_id=f"urn:uuid:{uuid.uuid5(page.translation_key, page.locale.language_code)}",
        pubdate=page.first_published_at,
        updateddate=more.pop("updated"),
        **more,
    )
