"""The search page itself over many policies: what a visitor waits for, and what the suggestions take."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from .apart import measured_apart
from .search import QUERIES, build, row

SIZE = 50_000
# Milliseconds: four questions to the index, ranking, facets and HTML. Lighthouse calls a server slow at 600.
LIMIT = 200
# Held by no page as a whole, so the index is asked again more widely.
WIDER = ["困境儿童的火箭补贴", "孤儿生活费怎么飞上月亮", "护理补贴找谁唱歌"]


def run() -> list[dict[str, Any]]:
    """Medians of the whole page on a database that is thrown away."""
    rows: list[dict[str, Any]] = measured_apart("tests.bench.search_page")
    return rows


def measure() -> list[dict[str, Any]]:
    """Build the policies, index them as the site does, and ask."""
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    _build()
    client = Client(headers={"cookie": "sessionid=bench"})  # past the page cache

    def median(address: str, queries: list[str]) -> float:
        return statistics.median(_best(lambda: client.get(address, {"q": query})) for query in queries)  # noqa: B023

    about = f"search page, {SIZE:,} policies"
    rows = {
        f"{about}: all found": median("/search/", QUERIES),
        f"{about}: little found, asked again": median("/search/", WIDER),
        f"{about}: suggestions": median("/search/suggest/", QUERIES),
    }
    return [row(what, None, LIMIT, figure, "ms") for what, figure in rows.items()]


def _build() -> None:
    """As many policies as pages of `build`, copies of one but for title and summary, and their index."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from modelsearch.backends import get_search_backend
    from wagtail.models import Page

    from home.models import PolicyPage
    from tests.factories import home as make

    pattern = make.policy("pattern")
    build(SIZE)
    pages = Page.objects.filter(path__startswith="9")
    pages.update(content_type=ContentType.objects.get_for_model(PolicyPage), locale=pattern.locale)
    names = [field.column for field in PolicyPage._meta.local_concrete_fields if field.column != "page_ptr_id"]
    values = ["page.search_description" if name == "summary" else f"pattern.{name}" for name in names]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO home_policypage (page_ptr_id, {', '.join(names)}) "
            f"SELECT page.id, {', '.join(values)} FROM wagtailcore_page page, home_policypage pattern "
            "WHERE pattern.page_ptr_id = %s AND page.path LIKE '9%%'",
            [pattern.pk],
        )
    index = get_search_backend().get_index_for_model(PolicyPage)
    made = PolicyPage.objects.filter(path__startswith="9").order_by("pk")
    for first in range(0, SIZE, 1000):
        index.add_items(PolicyPage, list(made[first : first + 1000]))


def _best(action: Callable[[], Any]) -> float:
    """Milliseconds, the best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        if action().status_code != 200:
            raise RuntimeError("the page cannot be opened")
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(measure()) + "\n")
