"""What a first visit on a phone transfers, for every kind of public page, and what axe finds there."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser.axe import violations
from tests.browser.crawl import crawl
from tests.browser.site import Site, running_browser, running_site

TEXT_KB, PICTURES_KB, SCRIPT_KB = 40, 120, 10
# bakerydemo on the same measure (design.md).
PEER_KB = "70–396"


@dataclass
class Visit:
    """One first visit with an empty cache, in bytes as they came over the line."""

    path: str
    total: int = 0
    script: int = 0
    pictures: bool = False


def run() -> list[dict[str, Any]]:
    """The heaviest page of each sort."""
    with tempfile.TemporaryDirectory() as folder, running_browser() as browser, running_site(Path(folder)) as site:
        paths = list(crawl(site.address).templates().values())
        visits = [first_visit(browser, site, path) for path in paths]
        found = [fault for path in paths for fault in faults(browser, site, path)]
    sys.stderr.writelines(f"  {fault}\n" for fault in found)
    text = max((visit for visit in visits if not visit.pictures), key=lambda visit: visit.total)
    with_pictures = max((visit for visit in visits if visit.pictures), key=lambda visit: visit.total)
    script = max(visits, key=lambda visit: visit.script)
    pictures = f"first visit, heaviest page with pictures ({with_pictures.path})"
    kinds = f"{len(paths)} kinds of public pages"
    return [
        _row(f"first visit, heaviest text page ({text.path})", PEER_KB, TEXT_KB, text.total),
        _row(pictures, PEER_KB, PICTURES_KB, with_pictures.total),
        _row(f"first visit, most script ({script.path})", None, SCRIPT_KB, script.script),
        {"what": f"axe, {kinds}", "peer": 0, "limit": 0, "ours": len(found), "unit": "violations", "ok": not found},
    ]


def first_visit(browser: Browser, site: Site, path: str) -> Visit:
    """Open the page at 360 px with nothing in the cache, scroll to its end, and add up what came."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2, locale="zh-CN")
    page = context.new_page()
    visit, kinds = Visit(path), {}
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event}))

    def finished(event: dict[str, Any]) -> None:
        received = kinds.get(event["requestId"])
        if received is None:
            return
        visit.total += int(event["encodedDataLength"])
        visit.script += int(event["encodedDataLength"]) * (received["type"] == "Script")
        mime = received["response"]["mimeType"]
        visit.pictures |= received["type"] == "Image" and mime != "image/svg+xml"

    line.on("Network.loadingFinished", finished)
    page.goto(site.address + path, wait_until="networkidle")
    page.mouse.wheel(0, 30_000)
    page.wait_for_load_state("networkidle")
    context.close()
    return visit


def faults(browser: Browser, site: Site, path: str) -> list[str]:
    """The violations axe finds on the page on a phone, each with its address."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True, locale="zh-CN")
    page = context.new_page()
    page.goto(site.address + path)
    found = [f"{path}: {violation}" for violation in violations(page)]
    context.close()
    return found


def _row(what: str, peer: str | None, limit: int, size: int) -> dict[str, Any]:
    ours = round(size / 1024, 1)
    return {"what": what, "peer": peer, "limit": limit, "ours": ours, "unit": "KB", "ok": ours <= limit}
