"""What leaves the public: said before it is committed, where every process reads it without a database (record 0029).

A copy of a page may be shown late only if nothing was leaving the public while it was made, and nothing has begun to
since. So a page that was taken down just before the database stopped has no copy that anybody may show.
"""

from __future__ import annotations

import fcntl
import logging
import os
import secrets
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from django.conf import settings

from .polled_withdrawals import PolledWithdrawals

# Seconds after which what has begun and not ended is over all the same: its process was killed, or it was refused.
SETTLES = 120
_LAYOUT = struct.Struct("<8sQQQ")

logger = logging.getLogger("portal.pagecache")


@dataclass
class Counts:
    """How many have begun and ended; `over` is the last of those of which nobody will say that they ended."""

    name: bytes
    begun: int = 0
    ended: int = 0
    over: int = 0

    @classmethod
    def of(cls, content: bytes) -> Counts:
        """What stands in the file; a new one gets a name that no other has."""
        return cls(*_LAYOUT.unpack(content)) if len(content) == _LAYOUT.size else cls(secrets.token_bytes(8))

    @property
    def mark(self) -> str:
        """Another one for each that has begun."""
        return f"{self.name.hex()}.{self.begun}"


class FileWithdrawals:
    """One host: the counts stand in a file that each process keeps open, so that it is read when its disk is gone."""

    def __init__(self, path: Path, *, with_database: bool) -> None:
        """`with_database`: the database lies on the same disk, so that nothing can leave the public without it."""
        self.path, self.with_database = path, with_database
        self._lock = threading.Lock()
        self._file: int | None = None
        self._seen, self._since = "", 0.0

    def begin(self, renew: Callable[[], None]) -> int:
        """Say that something is about to leave the public, and begin a new generation of pages. Returns its number.

        Where that cannot be said, the act goes on all the same: it is worth more than the copies.
        """
        number = 0
        try:
            with self._written() as counts:
                if counts.begun != counts.ended and time.time() - self.path.stat().st_mtime > SETTLES:
                    counts.ended = counts.over = counts.begun
                counts.begun += 1
                number = counts.begun
        except OSError:
            logger.critical("it cannot be written down that a page leaves the public: is the disk full or gone?")
        renew()
        return number

    def end(self, number: int) -> None:
        """It is committed: copies made from now on do not show it."""
        with suppress(OSError), self._written() as counts:
            counts.ended += number > counts.over

    def mark(self) -> str:
        """For a copy that is made from now on; empty while something is leaving the public."""
        counts = self._read()
        if counts is None:
            return ""
        if counts.mark != self._seen:
            self._since, self._seen = time.monotonic(), counts.mark
        is_settled = counts.begun == counts.ended or time.monotonic() - self._since >= SETTLES
        return counts.mark if is_settled else ""

    def allows(self, mark: str) -> bool:
        """Whether a copy with this mark may be shown late: nothing has begun to leave the public since."""
        counts = self._read()
        return bool(mark and counts and counts.mark == mark and self._would_have_been_said())

    def _would_have_been_said(self) -> bool:
        if self.with_database:
            return True
        try:
            os.utime(self._file or self.path)
        except OSError:
            return False
        return True

    def _read(self) -> Counts | None:
        with self._lock, suppress(OSError):
            self._open()
            return None if self._file is None else Counts.of(os.pread(self._file, _LAYOUT.size, 0))
        return None

    def _open(self) -> None:
        """Keep the file open, or the new one where somebody has put another in its place."""
        try:
            there = self.path.stat()
        except OSError:
            if self._file is not None:
                return
            with self._written():
                there = self.path.stat()
        if self._file is not None:
            known = os.fstat(self._file)
            if (known.st_dev, known.st_ino) == (there.st_dev, there.st_ino):
                return
            os.close(self._file)
            self._file = None
        self._file = os.open(self.path, os.O_RDWR)

    @contextmanager
    def _written(self) -> Iterator[Counts]:
        # No folder is made: where the disk is gone, one in its place would be read by nobody.
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            counts = Counts.of(os.pread(file, _LAYOUT.size, 0))
            yield counts
            os.pwrite(file, _LAYOUT.pack(*astuple(counts)), 0)
        finally:
            os.close(file)


def make_withdrawals() -> FileWithdrawals | PolledWithdrawals:
    """Those of one host, or of several (`PAGE_CACHE_HOSTS`)."""
    if settings.PAGE_CACHE_HOSTS == "several":
        return PolledWithdrawals(settles=SETTLES)
    with_database = "sqlite" in settings.DATABASES["default"]["ENGINE"]
    return FileWithdrawals(settings.VAR_DIR / "pages.withdrawn", with_database=with_database)


withdrawals = make_withdrawals()
