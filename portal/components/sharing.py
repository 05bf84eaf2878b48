"""What search engines and messengers show of a page: its one address, its languages, its card."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .page import other_language

# Addresses that are somebody's own, or hold a secret: nothing is said about them beyond the page itself.
_NOT_SHARED = re.compile(
    r"^/(?:en/)?(?:desk|accounts|messages|g|verify|demo|reading|search|report/status"
    r"|volunteer/(?:apply|sessions|children|hours|calendar))(?:/|$)"
)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="(.*?)">', re.DOTALL)
LOCALES = {"zh-hans": ("zh_CN", "card.png"), "en": ("en_GB", "card-en.png")}


def shared_head(context: Context, content: str) -> SafeString:
    """`{% shared_head %}<title>…</title><meta name="description" …>{% endshared_head %}` and what follows from them.

    The page's address without its query, its other language, and the words and picture of a shared link. Nothing
    is added on error pages and on pages that belong to somebody.
    """
    request: Any = context.get("request")
    match = getattr(request, "resolver_match", None)
    if match is None or "exception" in context or _NOT_SHARED.match(request.path):
        return SafeString(content)
    return SafeString(content) + _languages(context, request) + _card(context, request, content)


def _languages(context: Context, request: Any) -> SafeString:
    here = request.build_absolute_uri(request.path)
    other = other_language(context)
    addresses = {get_language() or "zh-hans": here}
    if other["url"] not in {"/", "/en/"} or request.path in {"/", "/en/"}:
        addresses[other["code"]] = request.build_absolute_uri(other["url"])
    default = addresses.get("zh-hans", here)
    rows = [*addresses.items(), ("x-default", default)] if len(addresses) > 1 else []
    return format_html('<link rel="canonical" href="{}">', here) + format_html_join(
        "", '<link rel="alternate" hreflang="{}" href="{}">', rows
    )


def _card(context: Context, request: Any, content: str) -> SafeString:
    title, description = _TITLE.search(content), _DESCRIPTION.search(content)
    words = unescape(title[1]) if title else ""
    name = str(getattr(context.get("masthead"), "name", ""))
    locale, picture = LOCALES.get(get_language() or "", LOCALES["zh-hans"])
    pairs = [
        ("og:type", "website"),
        ("og:title", words.removesuffix(f" · {name}").strip()),
        ("og:description", unescape(description[1]).strip() if description else ""),
        ("og:url", request.build_absolute_uri(request.path)),
        ("og:site_name", name),
        ("og:locale", locale),
        ("og:image", request.build_absolute_uri(_picture(picture))),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
    ]
    rows = [pair for pair in pairs if pair[1]]
    return format_html_join("", '<meta property="{}" content="{}">', rows) + SafeString(
        '<meta name="twitter:card" content="summary_large_image">'
    )


def _picture(name: str) -> str:
    """Works even when the manifest is the thing that is broken."""
    try:
        return static(name)
    except ValueError:
        return f"/static/{name}"
