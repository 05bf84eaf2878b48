"""A drill that is told to stop stops what it has started first: servers, workers, a PostgreSQL, a mounted disk."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 10


@dataclass
class _Now:
    """Which signal has come, and how many things are under way that are brought to their end first."""

    told: int = 0
    busy: int = 0


_now = _Now()


def by_signals() -> None:
    """From now on a signal ends this program by an exception, once: whoever asks again waits for the clearing away."""
    for number in SIGNALS:
        signal.signal(number, _end)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """What is begun inside is brought to its end first. Other threads than the main one get no signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = _now.told
    _now.busy += 1
    try:
        yield
    finally:
        _now.busy -= 1
    if _now.told and not before and not _now.busy:
        sys.exit(128 + _now.told)


def started(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A silent process with a group of its own, which a Ctrl+C at the terminal does not reach: `stopped` ends it."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)


def stopped(*processes: subprocess.Popen[bytes]) -> None:
    """End these and all of their groups at once: nothing that they do is of use any more."""
    with undisturbed():
        for process in processes:
            signal_group(process, signal.SIGKILL)
        for process in processes:
            process.wait(PATIENCE)


def signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    """Tell a process and whatever it has started; one that is gone is left in peace."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _end(number: int, _frame: FrameType | None) -> None:
    first, _now.told = not _now.told, _now.told or number
    if first and not _now.busy:
        sys.exit(128 + number)
