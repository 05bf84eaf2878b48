"""Every kind of screen in every look: accessible, inside its width, large enough for a finger, quiet in the console."""

from __future__ import annotations

import pytest

from .looks import faults

# What no link leads to: nothing found, an address mistyped or grown old, and each way to draw a month.
UNLINKED = ["/none/", "/search/?q=没有这个词", "/help/?q=没有这个村", "/help/?q=村", "/check/x/"]
UNLINKED += ["/policies/?on=2018-02-30", "/policies/?audience=nobody", "/policies/?audience=guardian&level=county"]
UNLINKED += ["/search/?q=有人打孩子", "/policies/?on=2025-05-01", "/benefits/?on=x"]
UNLINKED += ["/policies/home-opening-hours/?on=2020-01-01", "/activities/?when=weekend", "/activities/?view=month"]
UNLINKED += ["/activities/?view=week", "/activities/?kind=camp&area=331125106"]
ALONE = {
    "": [f"{language}{path}" for path in UNLINKED for language in ("", "/en")],
    "volunteer": ["/accounts/logout/"],
    "safeguarding": ["/desk/children/?q=没有这个人"],
}
ACCOUNTS = ["", "volunteer", "county", "safeguarding", "township", "village", "centre", "auditor", "operator"]


@pytest.fixture(scope="module")
def screens(walked):
    """For each account the addresses to look at: every kind of page once, the first page of the desk each time."""
    seen, found = set(), {}
    for name in ACCOUNTS:
        kinds = walked(name).screens()
        found[name] = [path for kind, path in kinds.items() if kind not in seen or path == "/desk/"]
        seen |= kinds.keys()
    return found


@pytest.mark.parametrize("name", ACCOUNTS)
def test_every_screen_is_right_in_every_look(site, open_page, screens, name):
    assert wrong_with(open_page(clicks=False), site, name, [*screens[name], *ALONE.get(name, [])]) == []


@pytest.mark.parametrize("name", ["", "volunteer"])
def test_every_english_screen_is_right_in_narrow_letters_too(site, open_page, screens, name):
    paths = [path for path in [*screens[name], *ALONE.get(name, [])] if path.startswith("/en/")]
    assert wrong_with(open_page(letters="narrow", clicks=False), site, name, paths) == []


def wrong_with(page, site, name, paths):
    """All that is wrong with these addresses for this account, and what the browser complains of on the way."""
    if name:
        site.sign_in(page, name)
    wrong = complaints_of(page)
    for path in paths:
        page.goto(site.address + path)
        wrong += faults(page)
    return wrong


def complaints_of(page):
    """What the browser complains of from now on: broken scripts, and files that are not there."""
    found = []
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on("console", lambda message: found.append(f"{page.url}: {message.text}") if said(message) else None)
    page.on("response", lambda answer: found.append(f"{answer.status} {answer.url}") if missing(answer) else None)
    return found


def said(message):
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def missing(answer):
    return answer.status >= 400 and answer.request.resource_type != "document"


def test_every_public_screen_is_whole_without_scripts(site, open_page, walked):
    page = open_page(scripts=False, clicks=False)
    found = {}
    for path in walked("").templates().values():
        page.goto(site.address + path)
        found[path] = (page.locator("main h1:visible").count(), page.locator("a[href^='tel:']").count() >= 3)
    assert {path: facts for path, facts in found.items() if facts != (1, True)} == {}
