"""The whole site with one command: prepare what is missing, start web and worker, stop both together."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
from collections.abc import Sequence

from . import processes, web
from .prepared import BASE_DIR, Prepared
from .preparing import COMMAND, say, var

HOST = "127.0.0.1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until told to stop. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="portal.ops.run", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args(arguments).port
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    # E-mails of the demo name the address it really has.
    os.environ.setdefault("TONGXIN_BASE_URL", f"http://{HOST}:{port}")
    if not is_free(port):
        say(f"Port {port} is in use: stop the other program, or choose another port: make run PORT={port + 1}")
        return 1

    prepared = Prepared(var())
    together = processes.Together(commands(port), cwd=str(BASE_DIR), say=say)
    if not prepared.is_current() and (code := together.first("preparation", processes.Command(COMMAND))) != 0:
        return 0 if code is None else 1
    welcome = prepared.welcome().format(address=f"http://{HOST}:{port}/")
    return together.run(is_ready=lambda: is_ready(port), when_ready=lambda: say(welcome))


def commands(port: int) -> dict[str, processes.Command]:
    """The processes of a site on one machine: the web, and the workers of each queue."""
    worker = [sys.executable, "manage.py", "qcluster"]
    return {
        "web": processes.Command(web.command(host=HOST, port=port)),
        "worker": processes.Command(worker),
        # By the environment: `qcluster --name` is read too late on Linux, and the default queue is worked off instead.
        "mail": processes.Command(worker, {"Q_CLUSTER_NAME": "mail"}),
        "urgent": processes.Command(worker, {"Q_CLUSTER_NAME": "urgent"}),
    }


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def is_ready(port: int) -> bool:
    """Whether the site answers and its database is ready."""
    # By hand: a client of the library takes half as much memory again as the rest of this process.
    try:
        with socket.create_connection((HOST, port), timeout=2) as line:
            line.sendall(f"GET /readyz HTTP/1.0\r\nHost: {HOST}:{port}\r\n\r\n".encode())
            return b" 200 " in line.recv(64).partition(b"\r\n")[0]
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
