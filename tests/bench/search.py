"""Chinese search over many pages: recall and time, beside Wagtail's stock backend in the same database."""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from .apart import measured_apart

FREQUENT = "民政局"  # in every page, and as a word by itself, so that the stock backend finds it too
QUERIES = [
    *("补贴", "孤儿", "困境儿童", "低保", "控辍保学", "留守儿童", "护理", "监护人", "生活费", "儿童之家"),
    *("义务教育", "残疾儿童", "基本生活费", "委托照护人", "未成年人保护", FREQUENT),
]
# The stock backend ranks by asking anew for each hit, so its time grows with the square of the hits: few queries,
# and none for longer than this; its figure is then "at least".
LONGEST = 10.0  # seconds
STOCK_QUERIES_WHEN_LARGE = ["补贴", "困境儿童", "控辍保学", FREQUENT]
# Each page is about a few of these; the rest of its text is of made-up words, so that a query finds one page in ten.
TOPICS = [*QUERIES[:-1], "事实无人抚养儿童", "最低生活保障", "心理健康", "寒假活动", "志愿者", "临时照料", "家庭探访"]
CHARACTERS = "申请审核公示标准每月发放经费名单材料宣传学校医疗保险救助走访档案及时报告安全服务乡镇村居督导员"
JOINTS = ["的", "和", "与", "", "", "", "", "", "", "，", "。", "2026年"]


def run(sizes: tuple[int, ...] = (5_000, 50_000)) -> list[dict[str, Any]]:
    """The rows for each size. Each runs in a process of its own, on a database that is thrown away."""
    return [row for size in sizes for row in measured_apart("tests.bench.search", size)]


def measure(size: int) -> list[dict[str, Any]]:
    """Build `size` pages, index them both ways, and ask."""
    from django.core.management import call_command
    from modelsearch.backends import get_search_backend

    call_command("migrate", verbosity=0)
    texts = build(size)
    truth = {query: {pk for pk, text in texts.items() if query in text} for query in QUERIES}
    results = {}
    for name, queries in {
        "portal.search.backend": QUERIES,
        "modelsearch.backends.database": QUERIES if size < 20_000 else STOCK_QUERIES_WHEN_LARGE,
    }.items():
        backend = get_search_backend(name)
        built = _index(backend)
        results[name] = {"seconds to index": built, "queries": {query: _ask(backend, query) for query in queries}}
    return _rows(size, truth, *results.values())


def build(size: int) -> dict[int, str]:
    """Insert the pages; their texts by key."""
    from wagtail.models import Locale, Page

    chance = random.Random(20261122)
    fillers = ["".join(chance.choices(CHARACTERS, k=chance.choice([2, 2, 2, 3, 4]))) for _ in range(3000)]
    locale, kind = Locale.objects.first(), Page.objects.get(depth=1).content_type
    pages = []
    for number in range(size):
        topics = chance.sample(TOPICS, 3)
        body = "".join(
            (chance.choice(topics) if chance.random() < 0.1 else chance.choice(fillers)) + chance.choice(JOINTS)
            for _ in range(chance.randint(40, 160))
        )
        about = {"title": chance.choice(topics) + chance.choice(fillers), "search_description": f"{FREQUENT}：{body}"}
        place = {"path": f"9{number:07d}", "depth": 2, "slug": f"p{number}", "url_path": f"/p{number}/"}
        pages.append(Page(**about, **place, locale=locale, content_type=kind))
    made = Page.objects.bulk_create(pages, batch_size=500)
    return {page.pk: f"{page.title}\n{page.search_description}" for page in made}


def _index(backend: Any) -> float:
    """Write the whole index anew; seconds."""
    from modelsearch.index import AutocompleteField, SearchField
    from wagtail.models import Page

    # The stock page has no body: here its description stands for one.
    fields = [SearchField("title"), AutocompleteField("title"), SearchField("search_description")]
    backend.reset_indexes()
    start = time.perf_counter()
    pages = list(Page.objects.filter(depth=2, path__startswith="9"))
    for page in pages:
        page.get_search_fields = lambda: fields
    index = backend.get_index_for_model(Page)
    rebuilder = backend.rebuilder_class(index)
    rebuilder.start()
    for first in range(0, len(pages), 1000):
        index.add_items(Page, pages[first : first + 1000])
    rebuilder.finish()
    return time.perf_counter() - start


def _ask(backend: Any, query: str) -> dict[str, Any]:
    """The milliseconds of the first page of results and of their count, and the keys of all hits."""
    from wagtail.models import Page

    def search() -> Any:
        return backend.search(query, Page.objects.filter(live=True))

    hits = backend.search(query, Page, order_by_relevance=False).get_queryset()
    return {
        "first page": _best(lambda: list(search()[:10])),
        "count": _best(lambda: search().count()),
        "keys": set(hits.values_list("pk", flat=True)),
    }


def _best(action: Callable[[], object]) -> float:
    """Milliseconds, the best of three; what takes longer than a second is done once, and never beyond LONGEST."""
    from django.db import OperationalError, connection

    times: list[float] = []
    while len(times) < 3 and sum(times) < 1000:
        start = time.perf_counter()
        connection.connection.set_progress_handler(lambda: time.perf_counter() - start > LONGEST, 100_000)  # noqa: B023
        try:
            action()
        except OperationalError:
            return LONGEST * 1000
        finally:
            connection.connection.set_progress_handler(None, 0)
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def _recall(answers: dict[str, dict[str, Any]], truth: dict[str, set[int]]) -> float:
    """The share of the pages that hold the query which are found, the mean of the queries."""
    return statistics.mean(len(answer["keys"] & truth[query]) / len(truth[query]) for query, answer in answers.items())


def _rows(size: int, truth: dict[str, set[int]], ours: dict[str, Any], stock: dict[str, Any]) -> list[dict[str, Any]]:
    about = f"Chinese search, {size:,} pages"
    recalls = [_recall(one["queries"], truth) for one in (stock, ours)]
    rows = [row(f"{about}: recall", recalls[0], 1.0, recalls[1], "share", ok=recalls[1] == 1.0)]
    for kind, limit in (("first page", 50), ("count", 50)):
        medians = [statistics.median(answer[kind] for answer in one["queries"].values()) for one in (stock, ours)]
        rows.append(row(f"{about}: {kind}, median", medians[0], limit, medians[1], "ms"))
    frequent = [one["queries"][FREQUENT]["first page"] for one in (stock, ours)]
    rows.append(row(f"{about}: a word on every page", frequent[0], frequent[0], frequent[1], "ms"))
    built = [one["seconds to index"] for one in (stock, ours)]
    rows.append(row(f"{about}: indexing them all", built[0], built[0] * 4, built[1], "s"))
    return rows


def row(
    what: str, peer: float | None, limit: float, ours: float, unit: str, *, ok: bool | None = None
) -> dict[str, Any]:
    """One line of the table; it holds when ours is within the limit, unless told otherwise."""
    verdict = ours <= limit if ok is None else ok
    peer, limit, ours = (None if figure is None else round(figure, 3) for figure in (peer, limit, ours))
    return {"what": what, "peer": peer, "limit": limit, "ours": ours, "unit": unit, "ok": verdict}


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]))) + "\n")
