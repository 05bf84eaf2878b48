"""The eligibility check on a cheap phone without scripts: the way through, every way back, every mistake, on paper."""

from __future__ import annotations

import pytest

from .looks import faults
from .site import follow

GOES_ON = "main form button"
FAMILY = [("born", "2015-3-7"), ("mother", "away"), ("father", "away"), ("since", "2025-2")]
FAMILY += [("circumstances", "none"), ("dangers", "none"), ("township", ""), ("village", "")]


def answer(page, value: str) -> None:
    """Fill in the page that is open, and go on."""
    if page.locator("[name=year]").count():
        for name, part in zip(("year", "month", "day"), value.split("-"), strict=False):
            page.fill(f"[name={name}]", part)
    elif page.locator("select").count():
        page.select_option("select", index=1)
    else:
        page.check(f"[name=answer][value={value}]")
    follow(page.locator(GOES_ON))


def start(page, site, prefix: str = "") -> None:
    page.goto(f"{site.address}{prefix}/check/")
    follow(page.locator("main a.btn"))


def walk(page, until: str = "") -> None:
    """From the first question to the one called `until`, or to the result."""
    for name, value in FAMILY:
        if name == until:
            return
        answer(page, value)


def test_the_way_through_without_scripts_on_a_phone(site, open_page):
    page = open_page(width=360, scripts=False)
    start(page, site)

    walk(page)

    assert page.inner_text("h1") == "可能符合这些政策"
    assert "爸爸妈妈都在县外打工" in page.inner_text("main")
    assert page.locator(".contact a[href^='tel:']").count() == 1
    assert page.context.cookies() == []


def test_back_forward_and_reload_repeat_nothing_and_lose_nothing(site, open_page):
    page = open_page(width=360, scripts=False)
    start(page, site)
    walk(page, until="since")
    follow(page.locator(GOES_ON))  # nothing written: the page comes again and says so
    answer(page, "2025-2")
    after = page.inner_text("h1")

    page.go_back()
    said = page.inner_text(".error-summary")
    page.go_back()
    asked = page.inner_text("h1")
    page.go_forward()
    page.go_forward()
    page.reload()

    assert "请写年份" in said
    assert (asked, page.inner_text("h1")) == ("从什么时候开始一直在外的？", after)
    assert page.locator(".summary > div").count() == 4


def test_one_answer_changed_keeps_the_others(site, open_page):
    page = open_page(width=360, scripts=False)
    start(page, site)
    walk(page)

    follow(page.locator(".summary .act a").first)
    assert page.input_value("[name=year]") == "2015"
    page.fill("[name=year]", "２００９")
    page.fill("[name=month]", "１")
    follow(page.locator(GOES_ON))

    assert "从16岁生日那天起，就不再算留守儿童" in page.inner_text("main")
    assert page.locator(".summary > div").count() == len(FAMILY)


def test_a_double_click_on_go_on_answers_once(site, open_page):
    page = open_page(width=360)
    start(page, site)
    for name, part in (("year", "2015"), ("month", "3")):
        page.fill(f"[name={name}]", part)

    page.dblclick(GOES_ON)
    page.wait_for_selector("[value=away]")

    assert page.inner_text("h1") == "孩子的妈妈现在怎么样？"


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["chinese", "english"])
def test_every_state_is_right_in_every_look(site, open_page, prefix):
    page, wrong = open_page(), []
    start(page, site, prefix)
    for name, value in FAMILY:
        if name not in {"township", "village"}:
            follow(page.locator(GOES_ON))
            wrong += faults(page)
        answer(page, "alone" if name == "dangers" else value)
        wrong += faults(page)
    assert wrong == []
    assert page.locator(".alarm a[href='tel:110']").count() == 1


def test_on_paper_the_result_is_clean(site, open_page):
    page = open_page(width=1280)
    start(page, site)
    walk(page)

    page.emulate_media(media="print")

    seen = {css: page.locator(css).first.is_visible() for css in ("h1", ".category", ".contact", ".summary")}
    hidden = {
        css: page.locator(css).first.is_visible() for css in (".nav", ".back", ".again", ".summary .act", ".tools")
    }
    assert set(seen.values()) == {True}
    assert set(hidden.values()) == {False}
