"""What stands on paper: the numbers to call and the words, nothing that only a screen can use."""

from __future__ import annotations

from .site import follow


def test_a_printed_session_keeps_the_number_to_call(site, open_page):
    page = open_page()
    page.goto(f"{site.address}/activities/")
    follow(page.locator(".sessions h3 a, .sessions h2 a").nth(1))

    page.emulate_media(media="print")

    seen = {css: page.locator(css).first.is_visible() for css in ("h1", "main a.btn[href^='tel:']", "footer .hot")}
    hidden = {css: page.locator(css).first.is_visible() for css in (".crumbs", ".foot-links", ".tools")}
    assert set(seen.values()) == {True}
    assert set(hidden.values()) == {False}


def test_a_printed_page_of_a_place_leaves_out_what_only_holds_now_and_only_on_a_screen(site, open_page):
    page = open_page()
    page.goto(f"{site.address}/places/shitang/")
    screen = {css: page.locator(css).first.is_visible() for css in (".share summary", ".place-head .no-print")}

    page.emulate_media(media="print")

    paper = {css: page.locator(css).first.is_visible() for css in screen}
    assert (set(screen.values()), set(paper.values())) == ({True}, {False})
    assert page.locator(".open-week").is_visible()


def test_in_a_printed_policy_only_headings_have_a_line_above(site, open_page):
    page = open_page()
    page.goto(f"{site.address}/policies/home-opening-hours/")

    page.emulate_media(media="print")

    lines = "elements => elements.filter(one => parseFloat(getComputedStyle(one).borderTopWidth) > 0).length"
    assert page.eval_on_selector_all("main .prose p", lines) == 0
    assert page.eval_on_selector_all("main .prose h2", lines) == page.locator("main .prose h2").count() > 3


def test_whoever_reads_in_dark_prints_dark_words_on_white(site, open_page):
    page = open_page(dark=True)
    colour = "getComputedStyle(document.documentElement).getPropertyValue('--quiet')"
    for address in ("/policies/child-officer/", "/reading/?theme=dark&next=/policies/child-officer/"):
        page.emulate_media(media="screen")
        page.goto(site.address + address)
        on_screen = page.evaluate(colour)

        page.emulate_media(media="print")

        assert (on_screen, page.evaluate(colour)) == ("#b3bec8", "#4b5563")
