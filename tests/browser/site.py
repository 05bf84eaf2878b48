"""The whole site as `make run` starts it, in a directory of its own, and a real Chromium."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# The same engine of the same version without the windows of a desktop: a page costs half there, a new tab a quarter.
SHELL = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or CHROMIUM
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run"]
# Tests see each page once: working out how its scripts could run faster takes longer than it saves.
BRIEF = ["--js-flags=--no-opt --no-maglev"]
# Painting without a thread of its own takes a quarter less. But then a page may never stand still for a click.
UNTHREADED = ["--disable-threaded-compositing"]
PASSWORD = "tongxin-demo-2026"

THE_DAY_COMES = """
from datetime import timedelta
from django.utils import timezone
from activities.models import Session
rows = Session.objects.unscoped("a test lets the day come").filter(uuid="{uuid}")
session = rows.get()
back = session.{edge} - timezone.now() + timedelta(minutes=10)
rows.update(starts=session.starts - back, ends=session.ends - back)
"""


def follow(target: Locator, key: str = "") -> None:
    """Click what leads to another page (or press a key in it), and wait until that page stands there.

    A click alone only begins to leave: what is asked next may still be answered by the page before.
    """
    with target.page.expect_navigation():
        target.press(key) if key else target.click()


class Site:
    """The running site."""

    def __init__(self, address: str, environment: dict[str, str]) -> None:
        self.address, self.environment = address, environment

    def code_sent_to(self, email: str, seconds: float = 20) -> str:
        """The newest code the demo's outbox shows for this address."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            page = unescape(urllib.request.urlopen(f"{self.address}/demo/outbox/").read().decode())
            for message in re.split(r"<article", page)[1:]:
                if email in message and (code := re.search(r"\b\d{4} \d{4}\b", message)):
                    return code[0]
            time.sleep(0.3)
        raise AssertionError(f"no code was sent to {email}")

    def sign_in(self, page: Page, name: str) -> Page:
        """As one of the demo's accounts: `site.sign_in(page, "county")`."""
        page.goto(f"{self.address}/accounts/login/")
        page.fill("input[name=login]", f"{name}@demo.test")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(re.compile(r"/(desk|admin|volunteer)/"))
        return page

    def let_the_day_come(self, session: str, edge: str = "ends") -> None:
        """Move a session (its uuid) back so that it ended, or `starts`, ten minutes ago: the clock lies outside."""
        command = [sys.executable, "manage.py", "shell", "-c", THE_DAY_COMES.format(uuid=session, edge=edge)]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)


@contextlib.contextmanager
def running_browser() -> Iterator[Browser]:
    """Chromium without a window, with the fonts of this machine."""
    with sync_playwright() as playwright:
        browser = launched(playwright, program=CHROMIUM)
        yield browser
        browser.close()


def launched(
    playwright: Playwright,
    environment: dict[str, str] | None = None,
    *,
    clicks: bool = True,
    program: str | None = SHELL,
) -> Browser:
    """Chromium without a window, in this process's environment and these variables; to look only, or for clicks too."""
    around, flags = {**os.environ, **(environment or {})}, [*FLAGS, *BRIEF, *([] if clicks else UNTHREADED)]
    return playwright.chromium.launch(executable_path=program, args=flags, env=around)


@contextlib.contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """The demo county on a free port, with web and worker; everything it writes is in `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    environment["TONGXIN_VAR_DIR"] = str(folder)
    log, address = folder / "run.txt", f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "portal.ops.run", "--port", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_for(address, process, log)
        yield Site(address, environment)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 240) -> None:
    """Until the site is ready. Raises AssertionError with the site's own words when it is not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=2).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise AssertionError(f"the site did not start:\n{log.read_text()[-3000:]}")
