"""The database stopped right after a page was taken down, and started again (SQLite: its whole disk gone and back)."""

from __future__ import annotations

import time
from typing import Any

from . import figures, whole
from .people import Reporters
from .visits import fetch

# Longer than a page in memory lasts.
AWAY, MESSAGES = 75, 120
KEPT = ("/", "/help/", "/policies/", "/activities/", "/places/")
TAKEN_DOWN = """
from home.models import PolicyPage
page = PolicyPage.objects.live().filter(locale__language_code="zh-hans").first()
{act}
print(page.url_path.split("/", 2)[2])
"""


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL."""
    return whole.on_each(whole.sites(), f"stopped for {AWAY} s", _stopped)


def _stopped(name: str, site: whole.Whole) -> list[dict[str, Any]]:
    about = f"{name} stopped for {AWAY} s"
    gone = "/" + site.ask(TAKEN_DOWN.format(act=""))
    before = fetch(site, gone).status
    with Reporters(site) as people:
        site.post(0, MESSAGES)
        site.ask(TAKEN_DOWN.format(act="page.unpublish()"))
        for path in KEPT:
            fetch(site, path)
        _stop(site)
        kept, shown, began = [], 0, time.monotonic()
        while time.monotonic() - began < AWAY:
            kept += [fetch(site, path) for path in KEPT]
            shown += fetch(site, gone).status == 200
            time.sleep(0.5)
        _start(site)
        back = figures.seconds_until(figures.answers(site), at_most=60)
    sent = figures.seconds_until(lambda: not site.unsent(), at_most=90)
    return [
        figures.count(f"{about}: the page taken down was there before", before, 200),
        figures.count(f"{about}: it was shown afterwards", shown),
        figures.count(f"{about}: other pages not shown, of {len(kept)}", sum(visit.status != 200 for visit in kept)),
        *figures.nothing_lost(about, site, people, MESSAGES),
        figures.count(f"{about}: until the site answers again", back, 10, "s"),
        figures.count(f"{about}: until the last message is sent", sent, 60, "s"),
    ]


def _stop(site: whole.Whole) -> None:
    if site.cluster:
        site.cluster.stop()
    else:
        site.folder.rename(site.folder.with_name("gone"))


def _start(site: whole.Whole) -> None:
    if site.cluster:
        site.cluster.start()
    else:
        site.folder.with_name("gone").rename(site.folder)
