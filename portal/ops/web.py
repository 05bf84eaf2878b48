"""The web server with as many threads as the settings have places for: `python -m portal.ops.web --workers 2`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from portal.settings import serving

HOST, PORT = "127.0.0.1", 8000


def command(*, host: str = HOST, port: int = PORT, workers: int = 1) -> list[str]:
    """The server; one of its processes that dies is started again."""
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    server += ["--workers", str(workers), "--blocking-threads", str(serving.THREADS), "--respawn-failed-workers"]
    return [*server, "--log-level", "warning", "portal.wsgi:application"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Become the server."""
    parser = argparse.ArgumentParser(prog="portal.ops.web", description=__doc__)
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--workers", type=int, default=1, help="processes; each has TONGXIN_PLACES places of its own")
    asked = parser.parse_args(arguments)
    server = command(host=asked.host, port=asked.port, workers=asked.workers)
    os.execv(server[0], server)  # noqa: S606  no shell is wanted: signals must reach the server itself


if __name__ == "__main__":
    main()
