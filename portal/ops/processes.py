"""Several processes that live and die together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1  # from Linux' prctl.h
POLL_SECONDS = 0.1
# So long the others wait for the first one to be ready.
ALONE_SECONDS = 10
PATIENCE_SECONDS = 10

Say = Callable[[str], object]


@dataclass(frozen=True)
class Command:
    """What a process is started with: its line, and what stands in its environment besides ours."""

    line: list[str]
    environment: dict[str, str] = field(default_factory=dict)


class Together:
    """Starts commands, each in a process group of its own, and stops all of them when one stops or we are told to.

    From when this is made, a signal is no exception but a wish to stop.
    """

    def __init__(self, commands: dict[str, Command], *, cwd: str, say: Say) -> None:
        self.commands, self.cwd, self.say = commands, cwd, say
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.told_to_stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_signal: self.told_to_stop.set())

    def first(self, name: str, command: Command) -> int | None:
        """Do this to its end before the others start: its exit code, or None when told to stop meanwhile."""
        process = self.running[name] = self._started(command)
        try:
            while process.poll() is None and not self.told_to_stop.wait(POLL_SECONDS):
                pass
            return process.poll()
        finally:
            self._stop_all()
            del self.running[name]

    def run(self, *, is_ready: Callable[[], bool], when_ready: Callable[[], object]) -> int:
        """Returns 0 when told to stop by a signal, 1 when a process ended by itself."""
        try:
            return self._watch(is_ready, when_ready)
        finally:
            self._stop_all()

    def _started(self, command: Command) -> subprocess.Popen[bytes]:
        # preexec_fn is safe here: no thread has been started yet.
        return subprocess.Popen(  # noqa: S603  our own commands
            command.line,
            cwd=self.cwd,
            env=os.environ | command.environment,
            start_new_session=True,
            preexec_fn=_stop_with_parent,  # noqa: PLW1509  see above
        )

    def _watch(self, is_ready: Callable[[], bool], when_ready: Callable[[], object]) -> int:
        waiting, began, announced = dict(self.commands), time.monotonic(), False
        while not self.told_to_stop.wait(POLL_SECONDS if self.running else 0):
            for name, process in self.running.items():
                if process.poll() is not None:
                    self.say(f"The {name} process ended by itself (code {process.returncode}): stopping everything.")
                    return 1
            ready = not announced and is_ready()
            # The first one alone: all at once, and the site would be there when the last of them has loaded its code.
            while waiting and (ready or not self.running or time.monotonic() - began > ALONE_SECONDS):
                name = next(iter(waiting))
                self.running[name] = self._started(waiting.pop(name))
            if ready:
                when_ready()
                announced = True
        self.say("Stopping …")
        return 0

    def _stop_all(self) -> None:
        for process in self.running.values():
            _signal_group(process, signal.SIGTERM, leader_only=True)
        for process in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE_SECONDS)
            # Whatever a process left behind in its group goes with it.
            _signal_group(process, signal.SIGKILL)
            process.wait()


def _stop_with_parent() -> None:
    """Linux tells a process when its parent was killed without a chance to stop it; elsewhere it stays behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal_group(process: subprocess.Popen[bytes], number: int, *, leader_only: bool = False) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if leader_only:
            process.send_signal(number)
        else:
            os.killpg(process.pid, number)
