"""The whole site as `make run` starts it, once for all browser tests, and a real Chromium."""

from __future__ import annotations

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

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run"]
REQUIRED = os.environ.get("TONGXIN_REQUIRE_BROWSER") == "1"
PASSWORD = "tongxin-demo-2026"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests run in one process: they share one site and one browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; without one the tests are skipped loudly, or fail where they are required."""
    if not CHROMIUM:
        message = "NO BROWSER TESTS RAN: install Chromium (Debian: apt-get install chromium fonts-noto-cjk)."
        if REQUIRED:
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Site:
    """The running site."""

    def __init__(self, address: str) -> None:
        self.address = address

    def code_sent_to(self, email: str, seconds: float = 20) -> str:
        """The newest code the demo's outbox shows for this address."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            page = unescape(urllib.request.urlopen(f"{self.address}/demo/outbox/").read().decode())
            for message in re.split(r"<article", page)[1:]:
                if email in message and (code := re.search(r"\b[A-Z0-9]{3,4}-[A-Z0-9]{3,4}\b", message)):
                    return code[0]
            time.sleep(0.3)
        raise AssertionError(f"no code was sent to {email}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    """The demo county on a free port, with web and worker, in a directory of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    environment["TONGXIN_VAR_DIR"] = str(tmp_path_factory.mktemp("site"))
    log = tmp_path_factory.mktemp("log") / "run.txt"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.ops.run", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process, log)
        yield Site(address)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 180) -> None:
    """Until the site is ready; its own words when it is not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=2).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"the site did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture
def new_context(chromium: Browser) -> Iterator[type]:
    """Opens browser contexts that are closed after the test: `new_context(width=360, dark=True)`."""
    opened: list[BrowserContext] = []

    def make(*, width: int = 1280, dark: bool = False, scripts: bool = True) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            bypass_csp=True,
            locale="zh-CN",
        )
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def sign_in_as(site: Site, new_context):
    """A page signed in as one of the demo's accounts: `sign_in_as("county")`."""

    def make(name: str, **options) -> Page:
        page = new_context(**options).new_page()
        page.goto(f"{site.address}/accounts/login/")
        page.fill("input[name=login]", f"{name}@demo.test")
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_load_state()
        return page

    return make
