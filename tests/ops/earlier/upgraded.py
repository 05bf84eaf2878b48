"""Upgrades an earlier state twice in a process of its own, and prints as one document what is there afterwards."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402  after setting up
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import translation  # noqa: E402
from django_q.models import OrmQ, Schedule  # noqa: E402
from lxml import html  # noqa: E402
from wagtail.models import Page  # noqa: E402

from portal.audit.verification import verify  # noqa: E402
from portal.notify.models import Message  # noqa: E402
from portal.ops.upgrading import STEPS, upgrade  # noqa: E402
from tests.ops.earlier.loading import counts, into_postgresql  # noqa: E402


def main(source: Path) -> dict[str, Any]:
    """The whole walk; `source` is the earlier state as a SQLite file."""
    before = counts(source)
    if connection.vendor == "postgresql":
        into_postgresql(source)
    first = {done.step: done.said for done in upgrade()}
    after = _counts(before)
    # Without those that do all their work each time.
    second = {name: step() for name, step in STEPS if name not in {"search", "audit"}}
    return {
        "first": first,
        "second": second,
        "before": before,
        "after": after,
        "again": _counts(before),
        "unfound": _unfound(),
        "links": _links(),
        "events": [verify().intact, verify().events],
        "tasks": sorted(row.task["func"] for row in OrmQ.objects.all()),
        "schedules": sorted(Schedule.objects.values_list("name", flat=True)),
        "queued": Message.objects.filter(state="queued", template="activities_adults_missing").count(),
        "unapplied": _is_unapplied(),
    }


def _counts(tables: dict[str, int]) -> dict[str, int]:
    there = set(connection.introspection.table_names()) & set(tables)
    with connection.cursor() as cursor:
        found = {}
        for table in there:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def _unfound() -> list[str]:
    """Titles of public pages that the search does not find."""
    pages = Page.objects.live().public().filter(depth__gt=3)
    found = {page.title: {hit.pk for hit in pages.search(page.title)} for page in pages}
    return sorted(page.title for page in pages if page.pk not in found[page.title])


def _links() -> dict[str, int]:
    """Each section that the first pages lead to, in both languages, and how it answers."""
    client, found = Client(), {}
    for start in ("/", "/en/"):
        tree = html.fromstring(client.get(start).content)
        links = {link.partition("#")[0].partition("?")[0] for link in tree.xpath("//a/@href")}
        for link in sorted(
            link for link in links if link.startswith(start) and link.count("/") == start.count("/") + 1
        ):
            translation.deactivate()
            found[link] = client.get(link, follow=True).status_code
    return found


def _is_unapplied() -> bool:
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        return True
    return False


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False))
