"""What a browser test asks of every screen: no violation that axe can find."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCRIPT = Axe().axe_script
CONTRAST = "color-contrast"
# Nothing about what is right, which takes axe longer than finding what is wrong.
OPTIONS = {"reporter": "no-passes", "runOnly": {"type": "tag", "values": RULES}}
# The function in that file says of which elements the contrast is not known yet.
UNKNOWN = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
MARK = "data-contrast-unknown"
RUN = f"""async ([known, options]) => {{
  const unknown = ({UNKNOWN})(known);
  for (const [one] of unknown) one.toggleAttribute("{MARK}", true);
  axe.configure({{rules: [{{id: "{CONTRAST}", selector: "[{MARK}]"}}]}});
  let {{violations}} = await axe.run(options);
  if (violations.length) ({{violations}} = await axe.run({{...options, ancestry: true}}));  // and where
  for (const [one] of unknown) one.removeAttribute("{MARK}");
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
