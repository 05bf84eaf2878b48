"""Every address of the site, read from the URLconf, and which door it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Whole subtrees that belong to a library; the second factor and the back doors are tested in tests/accounts.
LIBRARIES = {
    "accounts/": "allauth: sign-in, its own rate limits and re-authentication",
    "admin/": "Wagtail: editors only, no model with personal data is registered",
    "documents/": "Wagtail: public documents",
    "_util/": "Wagtail: passwords of restricted pages",
}

# Everyone may open these; what they show is public.
PUBLIC = {
    "healthz": "machines ask whether the process lives",
    "readyz": "machines ask whether the database is ready",
    "readyz/codes": "codes without counts, to this machine or with a token; else 404",
    "demo/outbox/": "404 outside the demo",
    "reading/": "remembers size and theme in a cookie",
    "volunteer/": "the start page; signed in, one's own standing",
    "places/": "public places",
    "places/<slug:slug>/": "public places",
    "activities/": "public sessions",
    "activities/calendar.ics": "public sessions, for calendar programs",
    "activities/<uuid:uuid>/calendar.ics": "a public session, for calendar programs",
    "activities/<uuid:uuid>/": "public sessions",
    "benefits/": "public amounts",
    "benefits/table.csv": "public amounts",
    "^help/(?P<code>[0-9]{2,12})/$": "public offices and places",
    "^help/(?P<code>[0-9]{2,12})/card/$": "public offices",
    "report/": "anyone reports a concern; nothing is shown",
    "report/sent/<uuid:sending>/": "the receipt code of one's own form, once",
    "report/status/": "by the receipt code only, never in an address",
    "check/": "the start page of the eligibility check",
    "check/<str:sealed>/": "the visitor's own answers, sealed into the address and stored nowhere",
    "search/": "public pages, places and sessions",
    "search/suggest/": "titles of public pages, places and sessions",
    "news/feed.xml": "public pages",
    "policies/feed.xml": "public pages",
    "policies/<str:slug>/changes/": "public pages, published ones only",
    "sitemap/": "public pages",
    "sitemap.xml": "public pages",
    "sitemap-<int:number>.xml": "public pages",
    "robots.txt": "for crawlers",
    "favicon.ico": "for browsers",
}

# Someone signed in sees what is their own; there is no object in the address that could be another's.
OWN = {
    "messages/": "one's own messages",
    "unsaved/": "throws away what one had typed oneself; the page named is looked for among one's own",
    "undo/<uuid:uuid>/": "one's own act of the last ten minutes; anybody else's is 404",
    "messages/read/": "one's own messages",
    "volunteer/apply/": "one's own application",
    "volunteer/apply/check/": "one's own application",
    "volunteer/apply/sent/": "one's own application",
    "volunteer/apply/<slug:slug>/": "one's own application; the slug names a page of questions",
    "volunteer/answer/": "one's own application",
    "volunteer/withdraw/": "one's own application",
    "volunteer/readers/": "who has read one's own record",
    "volunteer/children/": "the children one is paired with; see volunteers.pairing.domain.queries.children_of",
    "volunteer/sessions/": "one's own duties",
    "volunteer/hours/": "one's own hours",
    "activities/<uuid:uuid>/duty/": "signing up oneself for a public session",
}


@dataclass(frozen=True)
class Address:
    """One pattern: its route, its full name and its view."""

    route: str
    name: str
    view: Any
    arguments: frozenset[str]

    @property
    def capability(self) -> str:
        """What `desk_view` asks for; empty elsewhere."""
        return getattr(self.view, "required_capability", "")


def every_address() -> list[Address]:
    """All patterns that are ours: libraries' subtrees left out."""
    return [address for address in _walk(get_resolver()) if not address.route.startswith(tuple(LIBRARIES))]


def desk_addresses() -> list[Address]:
    """The patterns of the desk."""
    return [address for address in every_address() if address.route.startswith("desk/")]


def _walk(resolver: URLResolver, route: str = "", namespace: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + _route_of(entry)
        if isinstance(entry, URLPattern):
            arguments = frozenset(entry.pattern.converters)
            yield Address(here, f"{namespace}{entry.name}", entry.callback, arguments)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, here, inner)


def _route_of(entry: URLPattern | URLResolver) -> str:
    """The route as written; the prefix of a language is not part of it."""
    pattern = entry.pattern
    return "" if type(pattern).__name__ == "LocalePrefixPattern" else str(pattern)
