"""A second web server of the same county, whose database can be taken away, with addresses that refuse and fail."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import path

from portal.urls import *  # noqa: F403  the handlers of errors, too
from portal.urls import urlpatterns as ours
from portal.web.refusals import busy, csrf_failure, too_many_requests

from .site import ROOT, Site

Answer = Callable[[HttpRequest], HttpResponse]


def raising(error: Exception) -> Answer:
    """A view that fails."""

    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def only_post(request: HttpRequest) -> HttpResponse:
    """A view that answers no GET."""
    return HttpResponseNotAllowed(["POST"])


REFUSING: dict[int | str, Answer] = {
    400: raising(BadRequest("秘密")),
    403: raising(PermissionDenied("秘密")),
    "csrf": csrf_failure,
    405: only_post,
    413: raising(RequestDataTooBig("秘密")),
    429: too_many_requests,
    500: raising(RuntimeError("秘密")),
    "busy": busy,
}
urlpatterns = [
    *i18n_patterns(*(path(f"no/{name}/", view) for name, view in REFUSING.items()), prefix_default_language=False)
]
urlpatterns += ours


# A terminal beside the web server: what is typed there as a list in JSON is run, and answered when it is done.
TERMINAL = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connections
for line in sys.stdin:
    call_command(*json.loads(line), stdout=sys.stderr)
    connections.close_all()
    print("done", flush=True)
"""


class RefusingSite(Site):
    """The running web server; see `running_refusing_site`."""

    terminal: subprocess.Popen[str]

    def take_database_away(self) -> None:
        """From now on the file is no database."""
        self.folder.joinpath("db.sqlite3").rename(self.folder / "away.sqlite3")
        self.folder.joinpath("db.sqlite3").write_bytes(b"not a database" * 1000)

    def bring_database_back(self) -> None:
        """As it was."""
        self.folder.joinpath("away.sqlite3").rename(self.folder / "db.sqlite3")

    def maintenance(self, *arguments: str) -> None:
        """`manage.py maintenance`, as the operator types it. Raises AssertionError when it fails."""
        assert self.terminal.stdin is not None
        assert self.terminal.stdout is not None
        self.terminal.stdin.write(json.dumps(["maintenance", *arguments]) + "\n")
        self.terminal.stdin.flush()
        assert self.terminal.stdout.readline() == "done\n", (self.folder / "terminal.txt").read_text()[-3000:]

    def answer(self, path: str, data: bytes | None = None) -> tuple[int, dict[str, str], str]:
        """Status, headers in lower case and body, as a program gets them."""
        try:
            with urllib.request.urlopen(self.address + path, data, timeout=60) as found:
                return found.status, _lower(found.headers), found.read().decode()
        except HTTPError as error:
            with error:
                return error.code, _lower(error.headers), error.read().decode()

    @property
    def folder(self) -> Path:
        """Where it keeps its files."""
        return Path(self.environment["TONGXIN_VAR_DIR"])


@contextlib.contextmanager
def running_refusing_site(site: Site, folder: Path) -> Iterator[RefusingSite]:
    """A copy of the database of `site`, served by a process of its own."""
    theirs = Path(site.environment["TONGXIN_VAR_DIR"])
    with sqlite3.connect(theirs / "db.sqlite3") as source, sqlite3.connect(folder / "db.sqlite3") as copy:
        source.backup(copy)
        copy.execute("DELETE FROM cache")  # what was counted there was not sent here
    shutil.copytree(theirs / "static", folder / "static")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = site.environment | {
        "TONGXIN_VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.browser.refusing_settings",
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "1", "--log-level", "warning", "portal.wsgi:application"]
    with (folder / "run.txt").open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        made = RefusingSite(f"http://127.0.0.1:{port}", environment)
        _wait_for(made)
        with _terminal_of(made) as made.terminal:
            yield made
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextlib.contextmanager
def _terminal_of(site: RefusingSite) -> Iterator[subprocess.Popen[str]]:
    """Started once, which takes it two seconds; ended by the end of what is typed."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (site.folder / "terminal.txt").open("w") as said:
        command = [sys.executable, "-c", TERMINAL]
        with subprocess.Popen(command, cwd=ROOT, env=site.environment, stderr=said, **pipes) as terminal:
            yield terminal


def _wait_for(site: RefusingSite, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if site.answer("/healthz")[0] == 200:
                return
        time.sleep(0.3)
    raise AssertionError(f"the site did not start:\n{(site.folder / 'run.txt').read_text()[-3000:]}")


def _lower(headers: object) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}  # type: ignore[attr-defined]
