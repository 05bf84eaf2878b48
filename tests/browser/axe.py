"""What a browser test asks of every screen: no violation that axe can find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCRIPT = Axe().axe_script
RUN = "options => axe.run(options).then((results) => results.violations)"
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}


def violations(page: Page) -> list[str]:
    """Every breach of WCAG 2.2 AA and of axe's best practice on the page as it is now.

    The context of the browser needs `bypass_csp=True`: axe brings its own script.
    """
    if not page.evaluate("'axe' in window"):  # half a megabyte of script, once a page and not once a look
        page.evaluate(SCRIPT)
    found = page.evaluate(RUN, OPTIONS)
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']} at {node['target']}: {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """Raises AssertionError with every violation."""
    assert (found := violations(page)) == [], f"{page.url}\n" + "\n".join(found)
