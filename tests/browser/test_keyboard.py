"""With a keyboard alone: the way past the menu comes first, and where one is can always be seen."""

import pytest

FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    name: one.outerHTML.slice(0, 90),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    there: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
    end: one === document.body,
  };
}"""
PATHS = ["/", "/policies/child-officer/", "/search/?q=儿童", "/activities/", "/help/", "/en/volunteer/"]


@pytest.mark.parametrize("path", PATHS)
def test_every_stop_of_the_tab_key_is_in_sight_and_marked(site, open_page, path):
    page = open_page(width=640)
    page.goto(site.address + path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    stops = []
    for _ in range(60):
        stops.append(page.evaluate(FOCUS))
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    assert len(stops) > 12
    assert [stop["name"] for stop in stops if not (stop["seen"] and stop["there"])] == []


def test_the_skip_link_leads_to_the_main_text(site, open_page):
    page = open_page()
    page.goto(f"{site.address}/policies/child-officer/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("path", PATHS)
def test_at_twice_the_size_in_a_window_of_1280_nothing_is_lost_sideways(site, open_page, path):
    page = open_page(width=640)
    page.goto(site.address + path)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
