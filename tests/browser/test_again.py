"""What axe found right in one look is not asked in another, and nothing passes by that only the other look shows."""

from __future__ import annotations

import pytest

from . import axe
from .looks import COMPUTER, HUGE, LARGE, LOOKS, PHONE_DARK, SIZE

WHOLE = "options => { axe.reset(); return axe.run(options).then(({violations}) => violations.map(({id}) => id)); }"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>x</title><style>
body {{ color: #111; background: #fff; font-size: 16px }} a, button {{ line-height: 48px; color: #036 }}
.link {{ line-height: 1 }}
.box {{ height: 40px }} .box p {{ height: 400px }}
@media (width < 500px) {{ {narrow} }} @media (prefers-color-scheme: dark) {{ {dark} }} [data-size=huge] {{ {huge} }}
</style></head><body><header><p>Above <a href="/x/">and away</a></p></header>
<main><h1>Head</h1><p class=more>Words with <a class=link href="/y/">a link</a> in the sentence of them all,
which goes on a while.</p>
<ul><li>One</li><li class=hid>Two <a href="/z/"><span class=name>name</span></a></li></ul>
<p class=late hidden><a href="/w/"></a></p><div class=picture hidden><img src="data:,"></div>
<p><label><span class=asks>What?</span> <input></label></p><div class=box><p>Words</p><p>More</p></div></main>
<div class=outside hidden>Words</div></body></html>"""
# By name: a rule, the style that breaks it, and in which looks: narrow, dark or huge.
FAULTS = {
    "a link without words appears": ("link-name", "narrow", ".late { display: block }"),
    "the words of a link disappear": ("link-name", "huge", ".name { display: none }"),
    "a picture without words appears": ("image-alt", "dark", ".picture { display: block }"),
    "the heading disappears": ("page-has-heading-one", "narrow", "h1 { display: none }"),
    "the main part disappears": ("landmark-one-main", "huge", "main { visibility: hidden }"),
    "something outside appears": ("region", "narrow", ".outside { display: block }"),
    "a link looks like its sentence": (
        "link-in-text-block",
        "dark",
        ".link { color: #333; line-height: 1; text-decoration: none }",
    ),
    "something must be scrolled": ("scrollable-region-focusable", "huge", ".box { overflow-y: scroll; height: 40px }"),
    "the question of a field disappears": ("label", "huge", ".asks { display: none }"),
    "letters too faint": ("color-contrast", "dark", ".more { color: #ccc }"),
}


def show(page, look) -> None:
    page.set_viewport_size({"width": look.width, "height": 900})
    page.emulate_media(color_scheme="dark" if look.dark else "light")
    page.evaluate(SIZE, look.size)


@pytest.mark.parametrize("name", FAULTS)
def test_what_only_one_look_shows_is_found_as_axe_by_itself_finds_it(open_page, name):
    rule, where, style = FAULTS[name]
    page, found, alone = open_page(clicks=False), {}, {}
    page.set_content(PAGE.format(**{"narrow": "", "dark": "", "huge": "", where: style}))
    for look in LOOKS:
        show(page, look)
        found[look.name] = {line.partition(" ")[0] for line in axe.violations(page)}
    for look in LOOKS:
        show(page, look)
        alone[look.name] = set(page.evaluate(WHOLE, axe.OPTIONS))

    assert found == alone
    wrong = {"narrow": [PHONE_DARK, LARGE, HUGE], "dark": [PHONE_DARK], "huge": [HUGE]}[where]
    assert [look.name for look in LOOKS if rule in found[look.name]] == [look.name for look in wrong]


def test_a_page_that_is_right_is_asked_as_a_whole_once(open_page):
    page = open_page(clicks=False)
    page.set_content(PAGE.format(narrow=".name { display: none } .name { display: inline }", dark="", huge=""))
    asked = []
    for look in LOOKS:
        show(page, look)
        asked.append(page.evaluate(f"() => (({axe.AGAIN})().again || ['all']).length"))
        assert axe.violations(page) == []

    assert asked == [1, 0, 0, 0]


def test_a_page_that_was_changed_is_asked_as_a_whole_again(open_page):
    page = open_page(clicks=False)
    page.set_content(PAGE.format(narrow="", dark="", huge=""))
    show(page, COMPUTER)
    assert axe.violations(page) == []
    page.evaluate("document.querySelector('li').insertAdjacentHTML('beforebegin', '<p>No item</p>')")

    assert [line.partition(" ")[0] for line in axe.violations(page)] == ["list"]
