"""The whole site with one command: prepare what is missing, start web and worker, stop both together."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from . import processes, web
from .prepared import Prepared

HOST = "127.0.0.1"
BASE_DIR = Path(__file__).resolve().parents[2]


def say(line: str) -> None:
    """One line to the terminal, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


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

    var = Path(os.environ.get("TONGXIN_VAR_DIR", BASE_DIR / "var"))
    prepared = Prepared(var)
    if not prepared.is_current():
        prepare(prepared)
    together = processes.Together(commands(port), cwd=str(BASE_DIR), say=say)
    welcome = prepared.welcome().format(address=f"http://{HOST}:{port}/")
    return together.run(is_ready=lambda: is_ready(port), when_ready=lambda: say(welcome))


def prepare(prepared: Prepared) -> None:
    """Do what is missing, and remember it for the next start."""
    import django

    django.setup()
    from django.db import connections

    from . import first_steps

    first_steps.prepare(say)
    connections.close_all()
    prepared.remember(welcome())


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
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def welcome() -> str:
    """Where the site is ({address}) and who can sign in."""
    from django.conf import settings
    from django.utils import translation

    lines = ["", "  童心 Tongxin: {address}", ""]
    if settings.TONGXIN_DEMO:
        from .demo import ACCOUNTS, PASSWORD

        lines.append(f"  Demo accounts, password {PASSWORD}")
        with translation.override("zh-hans"):
            lines += [f"    {account.email:<24} {account.label}" for account in ACCOUNTS]
        lines.append("")
    return "\n".join([*lines, "  Ctrl+C stops everything."])


if __name__ == "__main__":
    sys.exit(main())
