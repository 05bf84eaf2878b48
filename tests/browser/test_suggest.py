"""Suggestions while typing, with a keyboard, an input method, and without a script."""

from datetime import UTC, datetime, timedelta

from .axe import assert_accessible
from .looks import faults

START = datetime(2026, 11, 22, tzinfo=UTC)


def typed(page, site, text, path="/"):
    page.goto(site.address + path)
    page.locator("#q").press_sequentially(text)
    page.wait_for_selector("[role=option]")
    return page.locator("[role=option]")


def test_the_keyboard_goes_down_the_list_and_opens_the_page(site, open_page):
    page = open_page(width=360)
    options = typed(page, site, "户口")
    box = page.get_by_role("combobox")
    assert box.get_attribute("aria-expanded") == "true"
    titles = options.all_inner_texts()
    place = next(number for number, title in enumerate(titles) if "孩子没有户口" in title)
    for _ in range(place + 1):
        page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.nth(place).get_attribute("id")
    assert options.nth(place).get_attribute("aria-selected") == "true"
    assert_accessible(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/policies/birth-registration/")


def test_up_from_the_text_is_the_last_one_and_escape_closes(site, open_page):
    page = open_page()
    options = typed(page, site, "儿童")
    page.keyboard.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert not page.locator("[role=listbox]").is_visible()
    assert page.locator("#q").input_value() == "儿童"
    assert page.get_by_role("combobox").get_attribute("aria-activedescendant") is None


def test_enter_without_a_choice_searches(site, open_page):
    page = open_page()
    typed(page, site, "低保")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("main article").count() >= 1


def test_how_many_there_are_is_announced(site, open_page):
    page = open_page()
    number = typed(page, site, "儿童").count()
    assert page.locator("form.search [role=status]").inner_text() == f"有联想词，按上下键选择 ({number})"


def test_nothing_is_asked_while_an_input_method_spells(site, open_page):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggest/" in request.url else None)
    page.goto(site.address)
    page.evaluate(
        """() => { const q = document.querySelector("#q"); q.focus(); q.value = "er tong";
        q.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true})); }"""
    )
    page.wait_for_timeout(500)
    assert asked == []
    page.evaluate(
        """() => { const q = document.querySelector("#q"); q.value = "儿童";
        q.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true})); }"""
    )
    page.wait_for_selector("[role=option]")
    assert len(asked) == 1


def test_fast_typing_asks_once_and_the_same_word_is_not_asked_again(site, open_page):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggest/" in request.url else None)
    # The page's clock goes on by a tenth of a second with each key, however slow this machine is.
    page.clock.install(time=START)
    page.goto(f"{site.address}/en/")
    page.clock.pause_at(START + timedelta(hours=1))
    for key in "allowance":
        page.locator("#q").press(key)
        page.clock.run_for(100)
    page.clock.run_for(100)
    page.wait_for_selector("[role=option]")
    page.locator("#q").press("Backspace")
    page.locator("#q").press("e")
    page.clock.run_for(500)
    assert len(asked) == 1


def test_without_a_script_the_form_searches(site, open_page):
    page = open_page(scripts=False)
    page.goto(site.address)
    page.fill("#q", "低保")
    page.press("#q", "Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("main article").count() >= 1


def test_a_cry_for_help_is_answered_with_the_numbers_on_top_in_every_look(site, open_page):
    page = open_page(width=360)
    options = typed(page, site, "有人打孩子")

    assert [any(number in text for text in options.all_inner_texts()) for number in ("110", "12355")] == [True, True]
    assert faults(page) == []
