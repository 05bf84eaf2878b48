"""A web server as `make run` starts it, and how much of the processor it takes."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from portal.ops import web

from .crowd import Crowd


class Server:
    """A running web server and how much processor time it has used."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def visited_by(self, visitors: int, seconds: float) -> tuple[float, float]:
        """Microseconds of processor time for one answer, and answers a second."""
        crowd = Crowd(self.port, visitors)
        before, began = self.cpu_seconds(), time.monotonic()
        answers = crowd.visit(seconds)
        taken, passed = self.cpu_seconds() - before, time.monotonic() - began
        crowd.leave()
        return taken / answers * 1e6, answers / passed

    def cpu_seconds(self) -> float:
        """User and system time of the server and its workers."""
        ticks = 0
        for pid in [self.process.pid, *self._children()]:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def _children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]


@contextlib.contextmanager
def server(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """A web server on a free port: one process with the threads of `make run`."""
    port = free_port()
    command = [*web.command(port=port)[:-1], application]
    process = subprocess.Popen(command, env=environment)
    try:
        wait_for(port)
        yield Server(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, seconds: float = 60) -> None:
    """Until the server answers. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            front_page(port)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no answer on port {port}")


def front_page(port: int) -> bytes:
    """The front page as it comes over the line. Raises RuntimeError for any other answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/", headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != http.client.OK:
        raise RuntimeError(f"the front page answered {response.status}")
    return body


def demo_county(folder: str) -> dict[str, str]:
    """A demo county in this folder; returns the environment for processes that serve it."""
    environment = os.environ | {"TONGXIN_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
    environment.pop("DATABASE_URL", None)
    subprocess.run(
        [sys.executable, "-m", "portal.ops.preparing"], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    return environment
