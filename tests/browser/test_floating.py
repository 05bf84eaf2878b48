"""What stays in reach while the page is scrolled lies over nothing that a finger or the tab key comes to."""

from __future__ import annotations

import pytest

from .looks import COVERED, SIZE
from .site import follow

WINDOWS = [(320, ""), (360, ""), (360, "large"), (412, "large"), (320, "huge"), (1280, "")]
# What the exit was once: a button that hung over the right edge of the words.
HANGING = """() => { const exit = document.querySelector(".exit"); exit.style.background = "none";
  exit.style.pointerEvents = "none"; exit.firstElementChild.style.pointerEvents = "auto"; }"""
NO_ROOM = "() => { document.documentElement.style.scrollPaddingTop = 0; }"
WIDTH = """() => { const one = document.createElement("span"); one.textContent = "Leave this page now";
  one.style.position = "absolute"; document.body.append(one); return one.offsetWidth; }"""


@pytest.mark.parametrize("letters", ["wide", "narrow"])
@pytest.mark.parametrize("path", ["/report/", "/en/report/", "/en/report/status/"])
def test_the_exit_is_in_reach_everywhere_and_lies_over_nothing(site, open_page, path, letters):
    page = open_page(width=360, letters=letters)
    page.goto(site.address + path)
    if not path.endswith("status/"):
        follow(page.locator("main form button"))  # refused: the summary of the errors stands above the form
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    wrong = []
    for width, size in WINDOWS:
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate(SIZE, size)
        wrong += [f"{width} {size}: {fault}" for fault in page.evaluate(COVERED)]
        for place in ("0", "1e6"):
            page.evaluate(f"scrollTo({{top: {place}, behavior: 'instant'}})")
            box = page.locator("[data-exit]").bounding_box()
            wrong += [] if 0 <= box["y"] <= 100 else [f"{width} {size}: the exit is at {box}"]
    assert wrong == []


def test_a_button_that_hangs_over_the_words_is_found(site, open_page):
    page = open_page(width=360)
    page.goto(f"{site.address}/en/report/")
    page.evaluate(HANGING)
    found = page.evaluate(COVERED)
    assert any("lies over" in fault and "tel:" in fault for fault in found)


def test_a_bar_that_hides_what_has_the_focus_is_found(site, open_page):
    page = open_page(width=360)
    page.goto(f"{site.address}/en/report/")
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate(NO_ROOM)
    found = page.evaluate(COVERED)
    assert any("has the focus" in fault for fault in found)


def test_the_two_sets_of_letters_differ_in_width(site, open_page):
    widths = []
    for letters in ("wide", "narrow"):
        page = open_page(letters=letters)
        page.goto(f"{site.address}/en/report/")
        widths.append(page.evaluate(WIDTH))
    assert widths[1] < 0.95 * widths[0]
