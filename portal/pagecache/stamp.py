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

from .withdrawals import withdrawals

CACHE_KEY = "pagecache.stamp"
POLL_SECONDS = 1.0


class FileStamp:
    """One host: the modification time of a file, read at each request (one system call, about 1 µs)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> str:
        """The current generation; empty before the first change. Another one each time while the disk is away."""
        try:
            return str(self.path.stat().st_mtime_ns)
        except FileNotFoundError:
            return ""
        except OSError:
            return f"unknown {time.monotonic_ns()}"

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
    """What the public sees changes with this transaction: no copy of any page from before it is shown again, anywhere.

    Call it before the end of the transaction. That is written down now, where it is read without a database, so that
    it holds also when the database stops right after the commit or this process is killed (record 0029).
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        forget_now()
    elif any(isinstance(entry[1], _Committed) for entry in connection.run_on_commit):
        renew_on_commit()
    else:
        transaction.on_commit(_Committed(withdrawals.begin(stamp.bump)), robust=True)


def renew_on_commit() -> None:
    """A figure changes with this transaction (places left, hours): pages are made anew when it is committed.

    Without a database the last copies still do, with the figure of before.
    """
    transaction.on_commit(stamp.bump, robust=True)


def forget_now() -> None:
    """No copy of any page from before is shown again, whatever happens now, in or out of the database."""
    withdrawals.begin(stamp.bump)


class _Committed:
    """What follows the commit of an act that `bump_on_commit` was called for."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __call__(self) -> None:
        # Once more: what was rendered since the act began may show what was before.
        stamp.bump()
        withdrawals.end(self.number)
