"""How far long work with many files is, said every few seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

Say = Callable[[str], object]
EVERY = 5.0
MEGABYTE = 1_000_000


class Progress:
    """Counts files and bytes against their total; says so at most every EVERY seconds."""

    def __init__(self, say: Say, what: str, *, files: int) -> None:
        self.say, self.what, self.files = say, what, files
        self._done, self._bytes, self._said_at = 0, 0, time.monotonic()

    def one(self, size: int) -> None:
        """One more file of so many bytes."""
        self._done += 1
        self._bytes += size
        if time.monotonic() - self._said_at >= EVERY:
            self._said_at = time.monotonic()
            share = 100 * self._done // self.files
            self.say(
                f"{self.what}: {self._done:,} of {self.files:,} files ({share} %), {self._bytes // MEGABYTE:,} MB …"
            )
