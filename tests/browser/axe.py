"""What a browser test asks of every screen: no violation that axe can find."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCRIPT = Axe().axe_script
CONTRAST, SIZE = "color-contrast", "target-size"
# Nothing about what is right, which takes axe longer than finding what is wrong.
# Of what it could load beforehand, only what a rule of these asks for: no style sheet a second time.
OPTIONS = {"reporter": "no-passes", "runOnly": {"type": "tag", "values": RULES}, "preload": {"assets": ["media"]}}
# What else hangs on colours and sizes, and so on the look.
OF_LOOK = [
    CONTRAST,
    SIZE,
    "link-in-text-block",
    "scrollable-region-focusable",
    "th-has-data-cells",
    "avoid-inline-spacing",
]
# What asks the page as a whole: those that begin so too.
OF_PAGE = [
    "html-",
    "meta-",
    "frame-",
    "landmark-",
    "page-",
    "document-title",
    "aria-hidden-body",
    "accesskeys",
    "bypass",
]
OF_PAGE += ["css-orientation-lock", "heading-order", "region", "skip-link", "duplicate-id-aria"]
OF_PAGE += ["image-redundant-alt"]
# The function in that file says what must be asked again of a page that was right in another look.
AGAIN = Path(__file__).with_name("again.js").read_text(encoding="utf-8")
# The function in that file says of which elements the contrast is not known yet.
UNKNOWN = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
# The function in that file says which elements may be too small; all others, which are most, axe need not measure.
SMALL = Path(__file__).with_name("small.js").read_text(encoding="utf-8")
MARK, MAY_BE_SMALL, ASKED_AGAIN = "data-contrast-unknown", "data-size-unknown", "data-asked-again"
RUN = f"""async ([known, every, ofLook, ofPage]) => {{
  const {{again, frame, remember}} = ({AGAIN})();
  const marked = [["{MARK}", ({UNKNOWN})(known)], ["{MAY_BE_SMALL}", ({SMALL})().map((one) => [one])],
    ["{ASKED_AGAIN}", (again || []).map((one) => [one])]];
  for (const [mark, some] of marked) for (const [one] of some) one.toggleAttribute(mark, true);
  const selectors = window.axeSelectors ??= axe._audit.rules.map(({{id, selector}}) => ({{id, selector}}));
  const isOfPage = (id) => ofPage.some((name) => id.startsWith(name));
  const narrow = ({{id, selector}}) => ofLook.includes(id) || isOfPage(id) ? {{id, selector}}
    : {{id, selector: "[{ASKED_AGAIN}]" + (selector === "*" ? "" : `:is(${{selector}})`)}};
  axe.configure({{rules: [...(again ? selectors.map(narrow) : selectors),
    {{id: "{CONTRAST}", selector: "[{MARK}]"}}, {{id: "{SIZE}", selector: "[{MAY_BE_SMALL}]"}}]}});
  const left = again && !frame ? selectors.map(({{id}}) => id).filter(isOfPage) : [];
  const options = {{...every, rules: Object.fromEntries(left.map((id) => [id, {{enabled: false}}]))}};
  let {{violations}} = await axe.run(options);
  if (violations.length) ({{violations}} = await axe.run({{...options, ancestry: true}}));  // and where
  for (const [mark, some] of marked) for (const [one] of some) one.removeAttribute(mark);
  if (!violations.length) remember();
  return [violations, marked[0][1].map(([_one, hangs]) => hangs).filter((hangs) => hangs)];
}}"""

# What axe found right: contrast takes it two thirds of its time, and most of a page looks like one seen before.
_right: set[str] = set()


def violations(page: Page) -> list[str]:
    """Every breach of WCAG 2.2 AA and of axe's best practice on the page as it is now.

    The context of the browser needs `bypass_csp=True`: axe brings its own script.
    """
    if not page.evaluate("'axe' in window"):  # half a megabyte of script, once a page and not once a look
        page.evaluate(SCRIPT)
        page.add_init_script(SCRIPT)  # the next page of this tab has it from its beginning, for a fifth of that
    found, asked = page.evaluate(RUN, [sorted(_right), OPTIONS, OF_LOOK, OF_PAGE])
    if not any(violation["id"] == CONTRAST for violation in found):
        _right.update(asked)
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']} at {node['ancestry']}: {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """Raises AssertionError with every violation."""
    assert (found := violations(page)) == [], f"{page.url}\n" + "\n".join(found)
