"""With a keyboard alone: the way past the menu comes first, and where one is can always be seen."""

FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    name: one.outerHTML.slice(0, 90),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    there: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
    end: one === document.body,
  };
}"""
MOST = 400  # stops of one page


def test_the_tab_key_goes_through_every_page_and_each_stop_is_in_sight_and_marked(site, open_page, walked):
    page, wrong = open_page(width=640), []
    for path in [path for path in walked("").templates().values() if not path.startswith("/en/")]:
        page.goto(site.address + path)
        page.keyboard.press("Tab")
        stops = [page.evaluate(FOCUS)]
        while not stops[-1]["end"] and len(stops) < MOST:
            page.keyboard.press("Tab")
            stops.append(page.evaluate(FOCUS))
        wrong += [] if stops.pop()["end"] and len(stops) > 3 else [f"{path} lets nobody out"]
        wrong += [] if "skip" in stops[0]["name"] or path.endswith("/card/") else [f"{path} begins with {stops[0]}"]
        wrong += [f"{path}: {stop['name']}" for stop in stops if not (stop["seen"] and stop["there"])]
    assert wrong == []


def test_the_tab_key_leaves_the_suggestions(site, open_page):
    page = open_page()
    page.goto(site.address)
    page.locator("#q").press_sequentially("儿童")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('form.search button')")
    assert not page.locator("[role=listbox]").is_visible()


def test_the_skip_link_leads_to_the_main_text(site, open_page):
    page = open_page()
    page.goto(f"{site.address}/policies/child-officer/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
