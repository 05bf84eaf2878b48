"""The pages kept in this process, with the generation they were rendered in."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass

from django.http import HttpResponse

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page: its headers, its body plain and compressed, and when it is too old."""

    headers: dict[str, str]
    body: bytes
    compressed: bytes
    expires_at: float

    @classmethod
    def of(cls, response: HttpResponse, *, expires_at: float) -> Page:
        """Keep a copy. Compressing is safe here: a page for everyone holds no secret to guess."""
        headers = dict(response.items())
        headers.pop("Content-Length", None)
        return cls(headers, response.content, gzip.compress(response.content, 6), expires_at)

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
    """A dictionary bounded in pages and bytes that belongs to one generation; a new generation starts empty."""

    def __init__(self, *, max_pages: int, max_bytes: int) -> None:
        self.max_pages, self.max_bytes = max_pages, max_bytes
        self._pages: dict[Key, Page] = {}
        self._bytes = 0
        self._generation = ""

    def get(self, key: Key, generation: str, *, late: float = 0) -> Page | None:
        """The page, if it was rendered in this generation and is not too old, or by `late` seconds at most."""
        if generation != self._generation:
            self._empty()
            self._generation = generation
        page = self._pages.get(key)
        return page if page and page.expires_at + late > time.monotonic() else None

    def put(self, key: Key, page: Page, generation: str) -> None:
        """Keep the page, unless its generation is over already. Full: start again with an empty dictionary."""
        if generation != self._generation:
            return
        if len(self._pages) >= self.max_pages or self._bytes + page.size > self.max_bytes:
            self._empty()
        # What is written over, or by two threads at once, is counted twice: the bound is met sooner, never later.
        self._pages[key] = page
        self._bytes += page.size

    def _empty(self) -> None:
        self._pages, self._bytes = {}, 0
