"""The database stopped right after a page was taken down, and started again (SQLite: its whole disk gone and back)."""

from __future__ import annotations

import sys
import time
from typing import Any

from . import whole
from .people import Reporters
from .visits import fetch

# Longer than a page in memory lasts.
AWAY, MESSAGES = 75, 60
KEPT = ("/", "/help/", "/policies/", "/activities/", "/places/")
TAKEN_DOWN = """
from home.models import PolicyPage
page = PolicyPage.objects.live().filter(locale__language_code="zh-hans").first()
{act}
print(page.url_path.split("/", 2)[2])
"""


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL."""
    rows: list[dict[str, Any]] = []
    for name, site in whole.sites():
        with site as running:
            sys.stderr.write(f"  {name}: stopped for {AWAY} s\n")
            rows += _stopped(f"{name} stopped for {AWAY} s", running)
    return rows


def _stopped(about: str, site: whole.Whole) -> list[dict[str, Any]]:
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
        back = whole.seconds_until(whole.answers(site), at_most=60)
    sent = whole.seconds_until(lambda: not site.unsent(), at_most=90)
    lost, doubled = people.lost_and_doubled()
    taken = site.letters()
    return [
        whole.count(f"{about}: the page taken down was there before", before, 200),
        whole.count(f"{about}: it was shown afterwards", shown),
        whole.count(f"{about}: other pages not shown, of {len(kept)}", sum(visit.status != 200 for visit in kept)),
        whole.count(f"{about}: reports lost of {people.taken}", lost),
        whole.count(f"{about}: reports doubled", doubled),
        whole.count(f"{about}: messages lost of {MESSAGES}", len(site.unsent())),
        whole.count(f"{about}: messages doubled", sum(taken.values()) - len(taken)),
        whole.count(f"{about}: audit log broken", not site.chain_is_whole()),
        whole.count(f"{about}: until the site answers again", back, 10, "s"),
        whole.count(f"{about}: until the last message is sent", sent, 60, "s"),
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
