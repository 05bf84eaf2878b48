"""The pages kept in this process, with the generation they were rendered in."""

from __future__ import annotations

import gzip
import threading
import time
from dataclasses import dataclass

from django.http import HttpResponse

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lasts:
    """How long a page lasts: in its generation until `expires_at`; without a database until `late_until`, by its mark.

    Both are moments of the monotonic clock. Without a mark it is never shown late.
    """

    generation: str
    expires_at: float
    mark: str = ""
    late_until: float = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page: its headers, its body plain and compressed, and how long it lasts."""

    headers: dict[str, str]
    body: bytes
    compressed: bytes
    lasts: Lasts

    @classmethod
    def of(cls, response: HttpResponse, lasts: Lasts) -> Page:
        """Keep a copy. Compressing is safe here: a page for everyone holds no secret to guess."""
        headers = dict(response.items())
        headers.pop("Content-Length", None)
        return cls(headers, response.content, gzip.compress(response.content, 6), lasts)

    @property
    def size(self) -> int:
        """The bytes it takes, without its headers."""
        return len(self.body) + len(self.compressed)

    def response(self, *, accepts_gzip: bool) -> HttpResponse:
        """A fresh response with the kept bytes."""
        body = self.compressed if accepts_gzip else self.body
        response = HttpResponse(body, headers=self.headers)
        if accepts_gzip:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(body))
        return response


class PageStore:
    """A dictionary bounded in pages and bytes; of what is over only the last copy stays, until others need its room."""

    def __init__(self, *, max_pages: int, max_bytes: int) -> None:
        self.max_pages, self.max_bytes = max_pages, max_bytes
        self._pages: dict[Key, Page] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Key, generation: str) -> Page | None:
        """The page, if it was rendered in this generation and is not too old."""
        page = self._pages.get(key)
        if page is None or page.lasts.generation != generation or page.lasts.expires_at <= time.monotonic():
            return None
        return page

    def last(self, key: Key) -> Page | None:
        """The last copy, of whatever generation, if it may be shown late by its age; whether by its mark, ask."""
        page = self._pages.get(key)
        return page if page and page.lasts.late_until > time.monotonic() else None

    def put(self, key: Key, page: Page) -> None:
        """Keep the page. Full: those kept the longest go."""
        with self._lock:
            self._forget(key)
            while self._pages and (len(self._pages) >= self.max_pages or self._bytes + page.size > self.max_bytes):
                self._forget(next(iter(self._pages)))
            if page.size <= self.max_bytes:
                self._pages[key] = page
                self._bytes += page.size

    def forget(self, key: Key) -> None:
        """The page is no longer what it was."""
        with self._lock:
            self._forget(key)

    def _forget(self, key: Key) -> None:
        if page := self._pages.pop(key, None):
            self._bytes -= page.size
