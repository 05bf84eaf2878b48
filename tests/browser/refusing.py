"""A second web server of the same county, whose database can be taken away, with addresses that refuse and fail."""

from __future__ import annotations

import contextlib
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


class RefusingSite(Site):
    """The running web server; see `running_refusing_site`."""

    def take_database_away(self) -> None:
        """From now on the file is no database."""
        self.folder.joinpath("db.sqlite3").rename(self.folder / "away.sqlite3")
        self.folder.joinpath("db.sqlite3").write_bytes(b"not a database" * 1000)

    def bring_database_back(self) -> None:
        """As it was."""
        self.folder.joinpath("away.sqlite3").rename(self.folder / "db.sqlite3")

    def maintenance(self, *arguments: str) -> None:
        """`manage.py maintenance`, as the operator types it."""
        command = [sys.executable, "manage.py", "maintenance", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)

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
        yield made
    finally:
        process.terminate()
        process.wait(timeout=30)


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
