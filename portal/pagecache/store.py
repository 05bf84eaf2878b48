"""The pages kept in this process, with the generation they were rendered in."""

from __future__ import annotations

import gzip
import threading
import time
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

from .generations import Generation

# A page rests so many times as long as it took to make it, before it is made anew for another figure; at most a second.
REST, LONGEST_REST = 10, 1.0

Key = tuple[str, ...]
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Lasts:
    """How long a page lasts: in its generation until `expires_at`; without a database until `late_until`, by its mark.

    Both are moments of the monotonic clock. Without a mark it is never shown late without a database.
    """

    generation: Generation
    expires_at: float
    mark: str = ""
    late_until: float = 0
    shows_figures: bool = True


@dataclass(slots=True)
class Page:
    """A rendered page: its headers and body, plain and compressed, and how long it lasts."""

    plain: tuple[Headers, bytes]
    packed: tuple[Headers, bytes]
    lasts: Lasts
    # The last moment of the monotonic clock at which it was known to be as it would be made then.
    current_at: float
    # Seconds it took to make it; until when it is not made anew for a figure.
    took: float
    rest_until: float

    @classmethod
    def of(cls, response: HttpResponse, lasts: Lasts, *, as_of: float) -> Page:
        """Keep a copy of what was true at that moment. Compressing is safe: a page for everyone holds no secret."""
        patch_vary_headers(response, ("Accept-Encoding",))
        headers = [(name, value) for name, value in response.items() if name != "Content-Length"]
        body, compressed = response.content, gzip.compress(response.content, 6)
        now = time.monotonic()
        took = now - as_of
        return cls(
            plain=([*headers, ("Content-Length", str(len(body)))], body),
            packed=([*headers, ("Content-Encoding", "gzip"), ("Content-Length", str(len(compressed)))], compressed),
            lasts=lasts,
            current_at=as_of,
            took=took,
            rest_until=now + min(REST * took, LONGEST_REST),
        )

    @property
    def size(self) -> int:
        """The bytes it takes, without its headers."""
        return len(self.plain[1]) + len(self.packed[1])

    def answer(self, accepted_encodings: str) -> tuple[Headers, bytes]:
        """The headers and the bytes for a browser that takes these encodings."""
        return self.packed if "gzip" in accepted_encodings else self.plain

    def response(self, accepted_encodings: str) -> HttpResponse:
        """A fresh response with the kept bytes."""
        headers, body = self.answer(accepted_encodings)
        return HttpResponse(body, headers=dict(headers))


class PageStore:
    """A dictionary bounded in pages and bytes; of what is over only the last copy stays, until others need its room."""

    def __init__(self, *, max_pages: int, max_bytes: int) -> None:
        self.max_pages, self.max_bytes = max_pages, max_bytes
        self._pages: dict[Key, Page] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Key, generation: Generation) -> Page | None:
        """The page, if it was rendered in this generation and is not too old."""
        page = self._pages.get(key)
        if page is None:
            return None
        lasts, now = page.lasts, time.monotonic()
        if lasts.expires_at <= now or not generation.is_same_for(lasts.generation, shows_figures=lasts.shows_figures):
            return None
        page.current_at = now
        return page

    def before(self, key: Key, generation: Generation, *, seconds: float, is_made: bool) -> Page | None:
        """The copy that was current so long ago at most, where only a figure has changed since, or a minute is over.

        While it rests, or `is_made` anew by somebody.
        """
        page = self._pages.get(key)
        if page is None or page.lasts.generation.changed != generation.changed:
            return None
        now = time.monotonic()
        late = now - page.current_at < seconds and now < page.lasts.late_until
        return page if late and (is_made or now < page.rest_until) else None

    def last(self, key: Key) -> Page | None:
        """The last copy, of whatever generation, if it may be shown late by its age; whether by its mark, ask."""
        page = self._pages.get(key)
        return page if page and page.lasts.late_until > time.monotonic() else None

    def took(self, key: Key) -> float | None:
        """Seconds it took to make the page, whatever has become of it; None where none is kept."""
        page = self._pages.get(key)
        return page.took if page else None

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
