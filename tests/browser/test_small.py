"""What may be too small to hit is asked of axe, everything else is not, and nothing passes by that axe would find."""

from __future__ import annotations

import pytest

from . import axe

WHOLE = "options => { axe.reset(); return axe.run(options).then(({violations}) => violations.map(({id}) => id)); }"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>x</title><style>
button, .link {{ display: inline-block; width: 44px; height: 44px; padding: 0; border: 0; margin: 4px; color: #000 }}
{style}</style></head><body><main tabindex="-1"><h1>Head</h1>
<button>A</button><button>B</button><a class="link" href="#x">C</a><span class="own" role="button" tabindex="0">D</span>
</main></body></html>"""
LARGE = ".own { display: inline-block; width: 44px; height: 44px }"
SMALL = {
    "low and near": LARGE + "button { height: 12px; margin: 0; display: block }",
    "narrow and near": LARGE + "button { width: 9px; margin: 0 }",
    "under another": LARGE + "button { position: absolute; left: 9px; top: 99px } button + button { left: 18px }",
    "a link over another": LARGE + "button, .link { position: absolute; left: 9px; top: 99px } .link { left: 20px }",
    "what only says that it is one": ".own { display: inline-block; width: 9px; height: 9px; margin: -9px }",
}


@pytest.mark.parametrize("name", SMALL)
def test_what_axe_finds_too_small_is_found(open_page, name):
    page = open_page(clicks=False)
    page.set_content(PAGE.format(style=SMALL[name]))

    found = [line for line in axe.violations(page) if line.startswith(axe.SIZE)]

    assert found
    assert axe.SIZE in page.evaluate(WHOLE, axe.OPTIONS)


def test_what_is_large_and_free_is_not_asked(open_page):
    page = open_page(clicks=False)
    page.set_content(PAGE.format(style=LARGE))

    assert page.evaluate(f"({axe.SMALL})().length") == 0
    assert axe.violations(page) == []
