"""Walks the running site as a reader would: every page that a link leads to, so that no new page is forgotten."""

from __future__ import annotations

import json
import re
import urllib.request
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, unquote, urldefrag, urljoin, urlsplit

from django.urls import URLResolver, get_resolver, resolve
from django.utils.translation import override
from lxml.html import document_fromstring

FROM = ("/", "/en/")
# Filters and months combine without end: of each address so many variants of its query are enough.
VARIANTS = 3
# Signing out and switching how pages look change what is seen; files are no pages.
LEFT_ALONE = re.compile(r"^/(?:reading|static|media|documents|admin|demo)/|/logout/|\.(?:ics|csv|xml|atom|txt|pdf)$")

# Parts of an address that say what is done there, not to whom: each is a kind of page.
STEPS = ("step", "verb", "kind")
WAY_BACK = {"next"}

# Where the site that was walked stands, in what is written down.
HERE = "http://here.invalid"

# From an address and cookies to where it led, its HTML and its word to robots; see `_get`.
Get = Callable[[str, str], tuple[str, str, str] | None]


@dataclass
class Found:
    """What the walk saw: the HTML pages by address, those that search engines shall leave out, and dead links."""

    pages: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    # As "page → link".
    dead: list[str] = field(default_factory=list)

    def keep(self, file: Path, address: str) -> None:
        """Write it down for other processes, whose site has another address; `kept` reads it."""
        text = json.dumps([self.pages, sorted(self.hidden), self.dead])
        file.write_text(text.replace(address, HERE), encoding="utf-8")

    @classmethod
    def kept(cls, file: Path, address: str) -> Found:
        """What `keep` wrote, as if the site at `address` had been walked."""
        pages, hidden, dead = json.loads(file.read_text(encoding="utf-8").replace(HERE, address))
        return cls(pages, set(hidden), dead)

    def templates(self) -> dict[str, str]:
        """One address for each kind of page: a child of a list stands for all of its children."""
        return self._first_of(_kind)

    def screens(self) -> dict[str, str]:
        """The same, and what a page shows when asked for something (a filter, a month) is a kind of its own."""
        return self._first_of(lambda path: f"{_kind(path)} {sorted(parse_qs(urlsplit(path).query).keys() - WAY_BACK)}")

    def _first_of(self, kind: Callable[[str], str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for path in sorted(self.pages, key=lambda path: (len(path), path)):
            found.setdefault(kind(path), path)
        return found


def crawl(
    address: str, *, cookies: str = "", start: tuple[str, ...] = FROM, under: str = "/", get: Get | None = None
) -> Found:
    """Every page below `under` that links lead to from `start`, with these cookies; `get` in place of the network."""
    found, waiting, seen = Found(), deque((path, "") for path in start), set(start)
    variants: dict[str, int] = {}
    while waiting:
        path, seen_on = waiting.popleft()
        page = (get or _get)(address + path, cookies)
        if page is None and not seen_on:  # an address without a link to it may well want a POST
            continue
        if page is None:
            found.dead.append(f"{seen_on} → {unquote(path)}")
            continue
        landed, html, robots = page
        path = landed.removeprefix(address)  # a page stands where the redirect led
        if not html or path in found.pages or not path.startswith(under):
            continue
        found.pages[path] = html
        if "noindex" in robots or 'content="noindex' in html:
            found.hidden.add(path)
        for link in _links(html, landed):
            if link in seen or not link.startswith(under) or LEFT_ALONE.search(link.partition("?")[0]):
                continue
            seen.add(link)
            bare, _, query = link.partition("?")
            variants[bare] = variants.get(bare, 0) + bool(query)
            if variants[bare] <= VARIANTS:
                waiting.append((link, unquote(path)))
    return found


def plain_addresses() -> tuple[str, ...]:
    """Every address without a number or a name in it, linked to or not."""
    found = []
    waiting = [("/", get_resolver().url_patterns)]
    while waiting:
        before, patterns = waiting.pop()
        for pattern in patterns:
            path = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                waiting.append((path, pattern.url_patterns))
            elif not set(path) & set("<(^$") and not LEFT_ALONE.search(path):
                found.append(path)
    return tuple(found)


def _get(url: str, cookies: str) -> tuple[str, str, str] | None:
    """The address it led to, its HTML (empty for anything else) and its word to robots; None without such a page."""
    request = urllib.request.Request(url, headers={"Cookie": cookies} if cookies else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            is_html = answer.headers.get_content_type() == "text/html"
            html = answer.read().decode() if is_html else ""
            return answer.url, html, answer.headers.get("X-Robots-Tag", "")
    except HTTPError as error:
        error.close()
        return None


def _links(html: str, page: str) -> list[str]:
    """The links of a page that stay on this site, as paths with their query."""
    here = urlsplit(page)
    found = []
    for target in filter(None, document_fromstring(html).xpath("//a/@href")):
        parts = urlsplit(urljoin(page, urldefrag(target).url))
        if (parts.scheme, parts.netloc) == (here.scheme, here.netloc):
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def _kind(path: str) -> str:
    """The route of a view; for editors' pages their place in the tree, where one child stands for all."""
    bare = path.partition("?")[0]
    english = bare.startswith("/en/")
    with override("en" if english else "zh-hans"):
        match = resolve(unquote(bare))
    if match.url_name != "wagtail_serve":
        steps = [word for name, word in match.kwargs.items() if name in STEPS]
        return " ".join([f"{'en/' if english else ''}{match.route}", *steps])
    parts = bare.strip("/").split("/")
    depth = 2 if english else 1
    return "/".join([*parts[:depth], *("*" for _ in parts[depth:])])
