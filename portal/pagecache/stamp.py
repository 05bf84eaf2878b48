"""The generation of the public pages: changes whenever something the public sees has changed."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import Error, transaction

CACHE_KEY = "pagecache.stamp"
POLL_SECONDS = 1.0


class FileStamp:
    """One host: the modification time of a file, read at each request (one system call, about 1 µs)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> str:
        """The current generation; empty before the first change."""
        try:
            return str(self.path.stat().st_mtime_ns)
        except FileNotFoundError:
            return ""

    def bump(self) -> None:
        """Start a new generation."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()
        # The kernel's own time stamps advance only every few milliseconds; two changes must never look like one.
        now = max(time.time_ns(), self.path.stat().st_mtime_ns + 1)
        os.utime(self.path, ns=(now, now))


class PolledStamp:
    """Several hosts: a value in the shared cache, asked for at most once a second in each process."""

    def __init__(self) -> None:
        self._value, self._asked_at = "", float("-inf")

    def read(self) -> str:
        """The generation as of at most a second ago; without a database nothing changes, so the last one known."""
        if time.monotonic() - self._asked_at >= POLL_SECONDS:
            self._asked_at = time.monotonic()  # first: one thread asks, the others go on with what is known
            with contextlib.suppress(Error):
                self._value = str(cache.get(CACHE_KEY, ""))
        return self._value

    def bump(self) -> None:
        """Start a new generation, at once in this process."""
        cache.set(CACHE_KEY, secrets.token_hex(8), None)
        self._asked_at = float("-inf")


def make_stamp() -> FileStamp | PolledStamp:
    """The stamp that `PAGE_CACHE_HOSTS` ("one" or "several") asks for."""
    return PolledStamp() if settings.PAGE_CACHE_HOSTS == "several" else FileStamp(settings.VAR_DIR / "pages.stamp")


stamp = make_stamp()


def bump_on_commit() -> None:
    """Forget all cached public pages once the current transaction is committed."""
    transaction.on_commit(stamp.bump)
