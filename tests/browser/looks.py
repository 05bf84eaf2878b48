"""One page in every look a reader may give it: wide enough, large enough for a finger, accessible."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from .axe import violations


class Look(NamedTuple):
    """A window, the system's wish for dark, and the size of reading."""

    name: str
    width: int
    dark: bool = False
    size: str = ""


COMPUTER = Look("computer", 1280)
PHONE_DARK = Look("phone, dark", 360, dark=True)
LARGE = Look("phone, large", 412, size="large")
HUGE = Look("320 px, huge", 320, size="huge")
LOOKS = [COMPUTER, PHONE_DARK, LARGE, HUGE]
# A window of 1280 px at 200 and at 400 %.
ZOOMED = (640, 320)

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What the server writes into the page for a reader's cookie; tests/portal/pages/test_comfort.py has the way there.
SIZE = "size => size ? document.documentElement.dataset.size = size : delete document.documentElement.dataset.size"
# The function in that file says what a finger would miss.
MISSED = Path(__file__).with_name("targets.js").read_text(encoding="utf-8")
# The function in that file scrolls the page and says what floats over something.
COVERED = Path(__file__).with_name("floating.js").read_text(encoding="utf-8")


def faults(page: Page, looks: list[Look] = LOOKS) -> list[str]:
    """All that is wrong with the open page, each with the look and the address."""
    found = []
    for look in looks:
        page.set_viewport_size({"width": look.width, "height": 900})
        page.emulate_media(color_scheme="dark" if look.dark else "light")
        page.evaluate(SIZE, look.size)
        wrong = violations(page)
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            wrong.append(f"{wide} px too wide")
        if look is not COMPUTER:
            wrong += page.evaluate(MISSED) + page.evaluate(COVERED)
        found += [f"{page.url} ({look.name}): {fault}" for fault in wrong]
    page.evaluate(SIZE, "")
    for width in ZOOMED:
        page.set_viewport_size({"width": width, "height": 900})
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{page.url}: {wide} px too wide in {width} px")
    return found
