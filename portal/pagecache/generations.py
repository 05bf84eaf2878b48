"""Two stamps of the public pages: one for whatever leaves, comes or changes, one for figures (record 0042)."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import secrets
import struct
import threading
import time
from pathlib import Path
from typing import NamedTuple

from django.core.cache import cache
from django.db import Error

CACHE_KEYS = ("pagecache.stamp", "pagecache.figures")
POLL_SECONDS = 1.0
# How often it is looked whether the file that is open is still the one with that name.
LOOK_SECONDS = 0.25
_LAYOUT = struct.Struct("<QQ")


class Generation(NamedTuple):
    """When anything last changed, and when a figure did; compared, never counted."""

    changed: int
    figures: int

    def is_same_for(self, made: Generation, *, shows_figures: bool) -> bool:
        """Whether what was made in another generation is as it would be made in this one."""
        return self.changed == made.changed and (self.figures == made.figures or not shows_figures)


class FileStamp:
    """One host: two numbers in a file that each process keeps open and reads at each request."""

    # Seconds for which a figure of before may be shown.
    late = 2.0

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._file: int | None = None
        self._is_there = False
        self._look_at = float("-inf")
        self._buffer = ctypes.create_string_buffer(_LAYOUT.size)

    def read(self) -> Generation:
        """The current generation; zeros before the first change. Another one each time while the disk is away."""
        if time.monotonic() >= self._look_at:
            try:
                self._look()
            except OSError:
                return Generation(time.monotonic_ns(), 0)
        if self._is_there and _pread(self._file, self._buffer, _LAYOUT.size, 0) == _LAYOUT.size:
            return Generation(*_LAYOUT.unpack(self._buffer.raw))
        return Generation(0, 0)

    def bump(self) -> None:
        """Start a new generation of all pages."""
        self._write(changed=True)

    def renew(self) -> None:
        """Start a new generation of the pages that show figures."""
        self._write(changed=False)

    def _write(self, *, changed: bool) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            was = os.pread(file, _LAYOUT.size, 0)
            generation = Generation(*_LAYOUT.unpack(was)) if len(was) == _LAYOUT.size else Generation(0, 0)
            # Two changes must never look like one, nor what is in a new file like what was in the old one.
            now = max(time.time_ns(), max(generation) + 1)
            generation = Generation(now, generation.figures) if changed else Generation(generation.changed, now)
            os.pwrite(file, _LAYOUT.pack(*generation), 0)
        finally:
            os.close(file)
        self._look_at = float("-inf")

    def _look(self) -> None:
        """Open the file that has the name now. Raises OSError while the disk is away."""
        with self._lock:
            try:
                there = self.path.stat()
            except FileNotFoundError:
                self._is_there, self._look_at = False, float("-inf")  # the first change is seen at once
            else:
                if self._file is None or not os.path.samestat(os.fstat(self._file), there):
                    self._open()
                self._is_there = True
                self._look_at = time.monotonic() + LOOK_SECONDS

    def _open(self) -> None:
        """In place of the one before under the same number: another thread may be about to read it."""
        file = os.open(self.path, os.O_RDONLY)
        if self._file is None:
            self._file = file
        else:
            os.dup2(file, self._file, inheritable=False)
            os.close(file)


class PolledStamp:
    """Several hosts: values in the shared cache, asked for at most once a second in each process."""

    late = FileStamp.late - POLL_SECONDS

    def __init__(self) -> None:
        self._value, self._asked_at = Generation(0, 0), float("-inf")

    def read(self) -> Generation:
        """The generation as of at most a second ago; without a database nothing changes, so the last one known."""
        if time.monotonic() - self._asked_at >= POLL_SECONDS:
            self._asked_at = time.monotonic()  # first: one thread asks, the others go on with what is known
            with contextlib.suppress(Error):
                known = cache.get_many(CACHE_KEYS)
                self._value = Generation(*(known.get(key, 0) for key in CACHE_KEYS))
        return self._value

    def bump(self) -> None:
        """Start a new generation of all pages, at once in this process."""
        self._say(CACHE_KEYS[0])

    def renew(self) -> None:
        """Start a new generation of the pages that show figures, at once in this process."""
        self._say(CACHE_KEYS[1])

    def _say(self, key: str) -> None:
        cache.set(key, secrets.randbits(63), None)
        self._asked_at = float("-inf")


def _reader() -> ctypes._NamedFuncPointer:
    """`pread` of the C library, called without letting go of the interpreter.

    It is over in a microsecond, as the file is in memory; whoever lets go has to queue for the interpreter again,
    behind as many threads as there are visitors at that moment.
    """
    function = ctypes.PyDLL(None, use_errno=True).pread
    function.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64]
    function.restype = ctypes.c_ssize_t
    return function


_pread = _reader()
