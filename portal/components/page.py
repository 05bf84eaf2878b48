"""What the base templates need: their style sheet, and this page in the other language."""

import re
from typing import Any
from urllib.parse import quote, unquote

from django.template import Context
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.input.asked import MOST_REPEATED, repeated, this_page
from portal.input.coming_back import list_address
from portal.pages.languages import is_chinese
from portal.pages.styles import bundle_name, bundle_of

_NEXT = re.compile(r"((?:^|&)next=)([^&]*)")


def stylesheet(context: Context, name: str = "") -> SafeString:
    """`{% stylesheet %}`: the link to the bundle of the app whose page this is, else `site`; or to the bundle `name`.

    Works even when the manifest is the thing that is broken.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    path = bundle_name(name or bundle_of(match.app_name if match else ""))
    try:
        href = static(path)
    except ValueError:
        href = f"/static/{path}"
    return format_html('<link rel="stylesheet" href="{}">', href)


def other_language(context: Context) -> dict[str, str]:
    """`{% other_language as other %}`: `url` of this page there (else the home page), `switch`, `code`, `name`.

    `switch` is that address with what was asked for here: a filter or a search stays as it was.
    """
    code, name, home = ("en", "English", "/en/") if is_chinese() else ("zh-hans", "中文", "/")
    request: Any = context.get("request")
    known = getattr(request, "in_other_language", None)  # asked for twice, by the head and by the phone's menu
    if known is None:
        url = _same_page(context, request, code)
        query = _query_there(request, code) if url else ""
        known = {"code": code, "name": name, "url": url or home, "switch": f"{url}?{query}" if query else url or home}
        if request is not None:
            request.in_other_language = known
    return known


def _same_page(context: Context, request: Any, code: str) -> str | None:
    match = getattr(request, "resolver_match", None)
    page: Any = context.get("page")
    if hasattr(page, "get_translations"):
        translation = page.get_translations().filter(live=True, locale__language_code=code).first()
        return translation.get_url(request) if translation else None
    if match is None or match.url_name == "wagtail_serve":
        return None
    url = translate_url(request.path, code)
    return url if url != request.path else None


def _query_there(request: Any, code: str) -> str:
    """As it was written, so that one nobody can read breaks no page; only where to go next is translated."""

    def translated(match: re.Match[str]) -> str:
        target = unquote(match[2])
        inside = target.startswith("/") and not target.startswith("//")
        return match[1] + quote(translate_url(target, code), safe="/") if inside else match[0]

    query = request.META.get("QUERY_STRING", "")
    short = len(query) <= MOST_REPEATED
    return _NEXT.sub(translated, iri_to_uri(query) if short else repeated(request).urlencode())


def here(context: Context) -> str:
    """`{% here %}`: the address of this page, for links that lead back to it; of a very long one its beginning."""
    request = context.get("request")
    return this_page(request) if request else ""


def list_url(context: Context, url_name: str) -> str:
    """`{% list_url "children:index" %}`: from a record to the list, with the filters and the page it was left at."""
    request = context.get("request")
    return list_address(request, url_name) if request else reverse(url_name)


def desk_menu(context: Context) -> list[dict[str, object]]:
    """`{% desk_menu as entries %}`: `label`, `url`, `icon`, `current` (the entry whose address is nearest)."""
    path, here = context["request"].path, ""
    entries: list[dict[str, object]] = []
    for entry in getattr(context["request"], "desk_menu", []):
        url = reverse(entry.url_name)
        here = max(here, url if path.startswith(url) else "", key=len)
        entries.append({"label": entry.label, "url": url, "icon": entry.icon})
    return [entry | {"current": entry["url"] == here} for entry in entries]
