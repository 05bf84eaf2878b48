"""What the public pages' templates need: anchors, tables' labels, addresses and marked words."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString

from home import site
from home.help.domain import contacts as areas
from home.models import PolicyPage
from home.policies.domain.shelf import shelf
from home.text import anchors
from portal.search.highlight import excerpt, whole_words

register = template.Library()


@register.filter
def anchored(body: Any) -> list[anchors.Anchored]:
    """`{% for entry in page.body|anchored %}`: each block with its address within the page."""
    return anchors.anchored(body)


@register.filter
def with_articles(html: SafeString, articles: list[str] | None) -> SafeString:
    """`{{ value|richtext|with_articles:articles }}`: each article's number is a link to itself."""
    return SafeString(anchors.link_articles(str(html), articles or []))


@register.filter
def labelled(table: Any) -> list[list[tuple[str, Any]]]:
    """`{% for row in table|labelled %}`: each cell with its column's heading, for narrow screens."""
    headings = [column["heading"] for column in table.columns]
    return [list(zip(headings, row, strict=True)) for row in table.rows]


@register.filter
def address(hit: Any, request: HttpRequest) -> str:
    """`{{ hit|address:request }}`: where a page or a record of another app is."""
    if not hasattr(hit, "get_url"):
        return str(hit.get_absolute_url())
    if not hasattr(request, "_wagtail_cached_site_root_paths"):
        # Where Wagtail itself keeps them for one request: ours are kept for all.
        request._wagtail_cached_site_root_paths = site.root_paths()  # type: ignore[attr-defined]
    return str(hit.get_url(request) or "")


@register.filter
def heading(hit: Any) -> str:
    """`{{ hit|heading }}`: what a page or a record of another app is called."""
    return str(hit.title if hasattr(hit, "title") else hit.name)


@register.filter
def marked(text: str, query: str) -> SafeString:
    """`{{ title|marked:query }}`: the text with what was looked for marked."""
    return excerpt(text, query, length=len(text))


@register.filter
def found(text: str, query: str) -> SafeString:
    """`{{ text|found:query }}`: the part of a long text around what was looked for, marked."""
    return excerpt(text, query)


@register.filter
def shortened(text: str, length: int) -> str:
    """`{{ page.summary|shortened:110 }}`: at most so many characters, and no English word cut in two."""
    return text if len(text) <= length else f"{text[: whole_words(text, length - 1)].rstrip()}…"


@register.filter
def in_my_language(policy: PolicyPage) -> PolicyPage:
    """`{% pageurl standard.document|in_my_language %}`: the version in the reader's language, if there is one."""
    return shelf().in_readers_language(policy)


@register.filter
def plain_name(name: str) -> str:
    """`{{ area.name|plain_name }}`: a village as its people call it."""
    return areas.plain_name(name)
