"""What is known of the contrast is not asked again, and nothing passes by it: what axe finds is found."""

from __future__ import annotations

import pytest

from . import axe

WHOLE = "options => { axe.reset(); return axe.run(options).then(({violations}) => violations); }"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>x</title><style>
body {{ color: #222; background: #fff; font-size: 16px }}
.box {{ background: #fff; width: 300px; height: 40px }} .dark {{ background: #222; color: #fff }}
{style}</style></head><body><main><h1>Head</h1>{body}</main></body></html>"""
ROWS = "<ul>" + "<li class=row>Words of a row</li>" * 4 + "</ul>"
# By name: styles and words of which some have too little contrast, though most of the kind have enough.
FAINT = {
    "one row of many": (".row:nth-child(3) { color: #ccc }", ROWS),
    "the ground of one row": (".row:nth-child(3) { background: #333 }", ROWS),
    "dimmed from around": ("ul + ul { opacity: .3 }", ROWS + ROWS),
    "over another box": (
        ".over { position: absolute; left: 8px } .under { background: #333; height: 90px }",
        "<p>Words</p><p class=over>Words</p><div class=under></div>",
    ),
    "moved over another box": (
        ".up { margin-top: -60px; position: relative } .under { background: #333; height: 90px }",
        "<p class=up>Words</p><div class=under></div><p class=up>Words</p>",
    ),
    "small where large is enough": (
        ".note { color: #8a8a8a; font-size: 26px } .low { font-size: 12px }",
        "<p class=note>Large</p><p class='note low'>Small</p>",
    ),
    "in a field": ("input { color: #bbb }", "<label>A<input value=words></label>"),
    "only in the dark": (
        "@media (prefers-color-scheme: dark) { body { background: #111 } h1 { color: #eee } }",
        "<p>Words</p>",
    ),
}


def marked(violations) -> list[str]:
    """What axe says by itself of contrast: without such words a case would try nothing."""
    return [node["html"] for one in violations if one["id"] == axe.CONTRAST for node in one["nodes"]]


@pytest.mark.parametrize("name", FAINT)
def test_what_axe_finds_is_found_after_the_same_words_were_right(open_page, name):
    style, body = FAINT[name]
    page = open_page(clicks=False)
    page.set_content(PAGE.format(style="", body=ROWS + ROWS + "<p>Words</p><p class=dark>Words</p>"))
    assert axe.violations(page) == []
    page.set_content(PAGE.format(style=style, body=body))
    page.emulate_media(color_scheme="dark" if "dark" in name.split() else "light")

    found = [line for line in axe.violations(page) if line.startswith(axe.CONTRAST)]

    assert found
    assert marked(page.evaluate(WHOLE, axe.OPTIONS))


def test_what_is_right_is_asked_once_and_what_is_wrong_again(open_page):
    page = open_page(clicks=False)
    page.set_content(PAGE.format(style=".row { color: #1b2f4d }", body=ROWS))
    asked = [len(page.evaluate(f"known => ({axe.UNKNOWN})(known)", sorted(axe._right)))]
    assert axe.violations(page) == []
    asked.append(len(page.evaluate(f"known => ({axe.UNKNOWN})(known)", sorted(axe._right))))
    page.set_content(PAGE.format(style=".row { color: #cacbcc }", body=ROWS))

    assert asked[0] > asked[1] == 0
    assert axe.violations(page) == axe.violations(page) != []
