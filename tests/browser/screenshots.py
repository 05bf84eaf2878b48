"""`make screenshots`: every kind of screen, small and large, light and dark, Chinese and English.

They go to var/screenshots to be looked at; the README's pictures to docs/screenshots.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from .site import ROOT, Site, follow, running_browser, running_site

OUT = ROOT / "var" / "screenshots"
README = ROOT / "docs" / "screenshots"
PUBLIC = [
    "/",
    "/policies/",
    "/news/",
    "/guides/",
    "/help/",
    "/places/",
    "/activities/",
    "/search/?q=低保",
    "/volunteer/",
]
FIRST_OF = {"/policies/": "main h3 a", "/places/": "main h3 a, main h2 a", "/activities/": "main h3 a"}
DESK = ["/desk/", "/desk/children/", "/desk/children/new/", "/desk/volunteers/", "/desk/pairings/"]
DESK += ["/desk/activities/", "/desk/places/"]
VOLUNTEER = ["/volunteer/", "/volunteer/sessions/", "/volunteer/children/", "/volunteer/hours/"]
LOOKS = [(width, dark) for width in (360, 1280) for dark in (False, True)]


def main() -> int:
    """Take them all; says where they are."""
    OUT.mkdir(parents=True, exist_ok=True)
    README.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_browser() as browser, running_site(Path(folder)) as site:
        for width, dark in LOOKS:
            look = f"{width}-{'dark' if dark else 'light'}"
            take(page_of(browser, width, dark=dark), site, look, [*PUBLIC, *(f"/en{path}" for path in PUBLIC)])
            take(site.sign_in(page_of(browser, width, dark=dark), "county"), site, look, DESK)
            take(site.sign_in(page_of(browser, width, dark=dark), "volunteer"), site, look, VOLUNTEER)
        for_the_readme(browser, site)
    sys.stdout.write(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.relative_to(ROOT)}\n")
    return 0


def page_of(browser: Browser, width: int, *, dark: bool) -> Page:
    """A fresh browser of this width."""
    scheme = "dark" if dark else "light"
    return browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="zh-CN").new_page()


def take(page: Page, site: Site, look: str, paths: list[str]) -> None:
    """A picture of each page, and of the first entry of each list."""
    for path in paths:
        page.goto(site.address + path)
        snap(page, path, look)
        selector = FIRST_OF.get(path)
        if selector and page.locator(selector).count():
            follow(page.locator(selector).first)
            snap(page, f"{path}first", look)


def snap(page: Page, path: str, look: str) -> None:
    """One picture, the whole page."""
    name = re.sub(r"\W+", "-", path).strip("-") or "home"
    page.screenshot(path=OUT / f"{name}-{look}.png", full_page=True)


def for_the_readme(browser: Browser, site: Site) -> None:
    """The three pictures of the README."""
    page = page_of(browser, 1280, dark=False)
    page.goto(site.address)
    page.screenshot(path=README / "home.png")
    site.sign_in(page, "township").reload()
    page.screenshot(path=README / "desk.png")
    phone = page_of(browser, 360, dark=False)
    phone.goto(f"{site.address}/activities/")
    phone.screenshot(path=README / "phone.png")


if __name__ == "__main__":
    sys.exit(main())
