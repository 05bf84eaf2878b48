"""Processor time of a cached page, beside a bare view with the same bytes on the same server."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROUNDS = 7
REQUESTS = 3000
LIMIT = 1.2
HEADERS = {"Accept-Encoding": "gzip"}


def run() -> list[dict[str, Any]]:
    """One row: the ratio of processor time per request, the median of the rounds."""
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as folder:
        environment = os.environ | {"TONGXIN_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
        for command in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"], ["load_demo"]):
            subprocess.run(
                [sys.executable, "manage.py", *command], env=environment, check=True, stdout=subprocess.DEVNULL
            )
        body = Path(folder) / "page.gz"
        with server("portal.wsgi:application", environment) as ours:
            body.write_bytes(fetch(ours.port, 2))
            with server("tests.bench.bare:application", environment | {"BENCH_BODY": str(body)}) as bare:
                ratios, mine, theirs = compare(ours, bare)
    ratio = statistics.median(ratios)
    figures = {"peer": round(theirs, 1), "ours": round(mine, 1), "limit": round(theirs * LIMIT, 1), "unit": "µs CPU"}
    return [
        {"what": "cached home page, per request"} | figures | {"ok": None},
        {
            "what": f"… against a bare view, median of {ROUNDS} rounds",
            "peer": 1.0,
            "limit": LIMIT,
            "ours": round(ratio, 3),
            "unit": "×",
            "ok": ratio <= LIMIT,
        },
    ]


def compare(ours: Server, bare: Server) -> tuple[list[float], float, float]:
    """The two in turn, so that a slower moment of the machine meets both."""
    pairs = [(ours.cpu_per_request(), bare.cpu_per_request()) for _ in range(ROUNDS)]
    best = [min(pair[side] for pair in pairs) for side in (0, 1)]
    return [mine / theirs for mine, theirs in pairs], best[0], best[1]


class Server:
    """A running web server and how much processor time it has used."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def cpu_per_request(self) -> float:
        """Microseconds of processor time for one request, over many on one connection."""
        before = self.cpu_seconds()
        fetch(self.port, REQUESTS)
        return (self.cpu_seconds() - before) / REQUESTS * 1e6

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
    """A web server on a free port, as `make run` starts it."""
    port = free_port()
    command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "1", "--log-level", "error", application]
    process = subprocess.Popen([sys.executable, "-m", *command], env=environment)
    try:
        wait_for(port)
        yield Server(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, seconds: float = 30) -> None:
    """Until the server answers. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            fetch(port, 1)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no answer on port {port}")


def fetch(port: int, times: int) -> bytes:
    """The front page, this many times over one connection; the last answer's body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = b""
    for _ in range(times):
        connection.request("GET", "/", headers=HEADERS)
        response = connection.getresponse()
        body = response.read()
        if response.status != http.client.OK:
            raise RuntimeError(f"the front page answered {response.status}")
    connection.close()
    return body
