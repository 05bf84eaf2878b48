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
# The function in that file says of which elements the contrast is not known yet.
UNKNOWN = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
# The function in that file says which elements may be too small; all others, which are most, axe need not measure.
SMALL = Path(__file__).with_name("small.js").read_text(encoding="utf-8")
MARK, MAY_BE_SMALL = "data-contrast-unknown", "data-size-unknown"
RUN = f"""async ([known, options]) => {{
  const unknown = ({UNKNOWN})(known), small = ({SMALL})();
  for (const [one] of unknown) one.toggleAttribute("{MARK}", true);
  for (const one of small) one.toggleAttribute("{MAY_BE_SMALL}", true);
  axe.configure({{rules: [
    {{id: "{CONTRAST}", selector: "[{MARK}]"}}, {{id: "{SIZE}", selector: "[{MAY_BE_SMALL}]"}},
  ]}});
  let {{violations}} = await axe.run(options);
  if (violations.length) ({{violations}} = await axe.run({{...options, ancestry: true}}));  // and where
  for (const [one] of unknown) one.removeAttribute("{MARK}");
  for (const one of small) one.removeAttribute("{MAY_BE_SMALL}");
  return [violations, unknown.map(([_one, hangs]) => hangs).filter((hangs) => hangs)];
}}"""

# What axe found right: contrast takes it two thirds of its time, and most of a page looks like one seen before.
_right: set[str] = set()


def violations(page: Page) -> list[str]:
    """Every breach of WCAG 2.2 AA and of axe's best practice on the page as it is now.

    The context of the browser needs `bypass_csp=True`: axe brings its own script.
    """
    if not page.evaluate("'axe' in window"):  # half a megabyte of script, once a page and not once a look
        page.evaluate(SCRIPT)
    found, asked = page.evaluate(RUN, [sorted(_right), OPTIONS])
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
