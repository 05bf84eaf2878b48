"""All browser tests of a process share one running site and one browser, which end with the last of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.county import copy_of_county, made_once

from . import checkers, fonts
from .crawl import FROM, Found, crawl, plain_addresses
from .refusing import RefusingSite, running_refusing_site
from .site import CHROMIUM, Site, launched, running_site

# One process reads the demo county as it is, another changes it: each starts one site. The longest begin (in seconds:
# 300, as it walks as every account, 300 and 130), and whatever needs no browser comes afterwards, the longest first.
CHANGE_IT = ["test_forms", "test_check", "test_editors_day", "test_importing", "test_line", "test_refusals"]
CHANGE_IT += ["test_report", "test_second_step"]
LONGEST = ["test_html", "test_forms", "test_screens"]
NEXT = ["test_upgrade"]
REQUIRED = os.environ.get("TONGXIN_REQUIRE_BROWSER") == "1"
ABSENT = "install Chromium (Debian: apt-get install chromium fonts-noto-cjk fonts-dejavu-extra)"


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two processes run these modules in a row, each with one site and one browser; the longest begin first.

    At the end of a run nobody waits for one process, and no site stays that looks every moment whether there is work.
    """
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            changes = item.path.stem in CHANGE_IT
            item.add_marker(pytest.mark.xdist_group("changing" if changes else "looking"))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    name = item.path.stem
    if name in LONGEST:
        return LONGEST.index(name)
    in_browser = item.get_closest_marker("browser") is not None
    return len(LONGEST) + (0 if in_browser else 1 if name in NEXT else 2)


@pytest.fixture(scope="package")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, bool], Browser]]:
    """The browser with a set of fonts, for clicks or only to look, started once.

    Without one tests are skipped loudly, or fail where required.
    """
    if lacking := ("" if CHROMIUM else ABSENT) or fonts.missing():
        (pytest.fail if REQUIRED else pytest.skip)(f"NO BROWSER TESTS RAN: {lacking}.")
    with sync_playwright() as playwright:
        around = cache(lambda letters: fonts.environment_of(letters, tmp_path_factory.mktemp(letters)))
        yield cache(lambda letters, clicks: launched(playwright, around(letters), clicks=clicks))


@pytest.fixture(scope="package")
def chromium(browsers: Callable[[str, bool], Browser]) -> Browser:
    """The browser with wide letters: what fits in these fits in most."""
    return browsers("wide", True)


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, browsers: object) -> Iterator[Site]:
    """The demo county, as `make run` starts it a second time (the first is tested in tests/ops/test_run.py)."""
    folder = tmp_path_factory.mktemp("site")
    copy_of_county(tmp_path_factory, folder)
    with running_site(folder) as site:
        yield site


@pytest.fixture(scope="package")
def walked(
    site: Site, browsers: Callable[[str, bool], Browser], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Found]:
    """Everything somebody comes to: `walked("")` nobody signed in, `walked("county")`. One process walks for all."""

    def walk(name: str) -> Found:
        if not name:
            return crawl(site.address, start=(*FROM, *plain_addresses()))
        context = browsers("wide", False).new_context()
        site.sign_in(context.new_page(), name)
        cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in context.cookies())
        context.close()
        if name == "volunteer":
            return crawl(site.address, cookies=cookies, start=("/volunteer/", *plain_addresses()))
        return crawl(site.address, cookies=cookies, start=("/desk/",), under="/desk/")

    @cache
    def found(name: str) -> Found:
        def keep(folder: Path) -> None:
            walk(name).keep(folder / "found.json", site.address)

        return Found.kept(made_once(tmp_path_factory, f"walk-{name}", keep) / "found.json", site.address)

    return found


@pytest.fixture
def open_page(browsers: Callable[[str, bool], Browser]):
    """Opens pages in contexts of their own: `open_page(width=360, dark=True, scripts=False, letters="narrow")`.

    Without `clicks` the browser needs a quarter less, and pages are only looked at, written into and sent by Enter.
    """
    opened: list[BrowserContext] = []

    def make(
        *, width: int = 1280, dark: bool = False, scripts: bool = True, letters: str = "wide", clicks: bool = True
    ) -> Page:
        context = browsers(letters, clicks).new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            bypass_csp=True,
            locale="zh-CN",
        )
        context.set_default_timeout(20_000)
        opened.append(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()


@pytest.fixture(scope="package")
def refusing(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RefusingSite]:
    """Another process of the same county: it has addresses that fail, and its database can be taken away."""
    with running_refusing_site(site, tmp_path_factory.mktemp("refusing")) as refusing:
        yield refusing


@pytest.fixture(scope="session")
def checker() -> Path:
    """The checker; without npm and Java its tests are skipped loudly, or fail where browsers are required."""
    if lacking := checkers.missing():
        (pytest.fail if REQUIRED else pytest.skip)(f"THE HTML WAS NOT CHECKED: {lacking}.")
    return checkers.installed() / "vnu-jar" / "build" / "dist" / "vnu.jar"
