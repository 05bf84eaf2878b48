"""Is the best found first? nDCG@10 over judged queries, beside Wagtail's stock backend and plain substring."""

from __future__ import annotations

import json
import math
import statistics
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .apart import measured_apart

JUDGEMENTS = Path(__file__).with_name("judgements.toml")
DEPTH = 10
# Every third query is held out: the ranking's figures were not chosen on it.
HELD_OUT = 3
LIMITS = {"tuned on": 0.9, "held out": 0.8}
CLEARLY = 0.15  # by so much ours must beat either of the others

Search = Callable[[str, str], Sequence[str]]


def run() -> list[dict[str, Any]]:
    """The rows, measured on a demo county in a database that is thrown away."""
    rows: list[dict[str, Any]] = measured_apart("tests.bench.ranking", settings="portal.settings.dev")
    return rows


def judgements() -> dict[str, dict[str, int]]:
    """Query → what should be found, graded 1 to 3."""
    queries: dict[str, dict[str, int]] = tomllib.loads(JUDGEMENTS.read_text(encoding="utf-8"))["queries"]
    return queries


def ndcg(found: Sequence[str], grades: dict[str, int]) -> float:
    """How near the first ten come to the best order there is: 1 is perfect, 0 is nothing found."""
    # What is found twice, such as the same activity at two places, helps once.
    gains = [2 ** grades.get(name, 0) - 1 for name in list(dict.fromkeys(found))[:DEPTH]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:DEPTH]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def measure() -> list[dict[str, Any]]:
    """Each search over all queries, those tuned on and those held out."""
    from portal.ops import first_steps

    first_steps.take(lambda line: sys.stderr.write(f"{line}\n"))
    scores = {"ours": score(ours), "substring": score(substring)}
    _index_as_stock_does()
    scores["stock"] = score(stock)
    rows = []
    for title, limit in LIMITS.items():
        parts = {name: _part(values, held_out=title == "held out") for name, values in scores.items()}
        means = {name: statistics.mean(part) for name, part in parts.items()}
        about = f"Ranking, nDCG@10, {title} ({len(parts['ours'])} queries)"
        for peer in ("stock", "substring"):
            least = max(limit, means[peer] + CLEARLY)
            row = {"what": f"{about}, peer {peer}", "peer": means[peer], "limit": least, "ours": means["ours"]}
            rows.append({key: round(value, 3) if isinstance(value, float) else value for key, value in row.items()})
            rows[-1] |= {"unit": "share", "ok": means["ours"] >= least}
    return rows


def _part(values: Sequence[float], *, held_out: bool) -> list[float]:
    return [value for place, value in enumerate(values, start=1) if (place % HELD_OUT == 0) is held_out]


def score(search: Search) -> list[float]:
    """The nDCG of each judged query."""
    return [ndcg(search(query, _language(query)), grades) for query, grades in judgements().items()]


def _language(query: str) -> str:
    return "en" if query.isascii() else "zh-hans"


def ours(query: str, language: str) -> list[str]:
    """The search page's own list."""
    from home.searching.domain import clean_query, search

    return [_name(one.obj) for one in search(clean_query(query), language=language).every]


def stock(query: str, language: str) -> list[str]:
    """Wagtail's own backend, asked for each model, the best score first."""
    from modelsearch.backends import get_search_backend

    backend = get_search_backend("modelsearch.backends.database")
    found = [hit for rows in _rows(language) for hit in backend.search(query, rows).annotate_score("relevance")[:DEPTH]]
    return _names(sorted(found, key=lambda hit: -(hit.relevance or 0)))


def substring(query: str, language: str) -> list[str]:
    """Whatever holds the very characters in title, summary or text, titles first."""
    from django.db.models import Case, Q, Value, When

    found = []
    for rows in _rows(language):
        names = {field.name for field in rows.model._meta.get_fields()}
        title = "title" if "title" in names else "name"
        anywhere = Q(**{f"{title}__icontains": query})
        for name in names & {"summary", "body", "document_number", "who"}:
            anywhere |= Q(**{f"{name}__icontains": query})
        first = Case(When(**{f"{title}__icontains": query}, then=Value(0)), default=Value(1))
        found += list(rows.filter(anywhere).annotate(late=first).order_by("late", "pk")[:DEPTH])
    return _names(sorted(found, key=lambda hit: hit.late))


def _rows(language: str) -> list[Any]:
    from django.utils import timezone
    from wagtail.models import Locale

    from activities.models import Place, Session
    from home.models import BenefitStandard, GuidePage, NewsPage, PolicyPage, StandardPage

    locale = Locale.objects.get(language_code=language)
    pages = [model.objects.live().filter(locale=locale)
             for model in (PolicyPage, GuidePage, NewsPage, StandardPage)]  # fmt: skip
    sessions = Session.objects.unscoped("a measurement").filter(state="published")
    return [*pages, Place.objects.public(), sessions, BenefitStandard.objects.in_force_on(timezone.localdate())]


def _names(found: Sequence[Any]) -> list[str]:
    return list(dict.fromkeys(_name(hit) for hit in found))[:DEPTH]


def _name(hit: Any) -> str:
    if hasattr(hit, "url_path"):
        home, *path = hit.url_path.strip("/").split("/")
        return "/".join((["en"] if home == "home-en" else []) + (path if len(path) > 1 else ["pages", *path]))
    if hasattr(hit, "amount"):
        return f"benefits/{hit.name}"
    return f"activities/{hit.title}" if hasattr(hit, "title") else f"places/{hit.slug}"


def _index_as_stock_does() -> None:
    from modelsearch.backends import get_search_backend

    backend = get_search_backend("modelsearch.backends.database")
    backend.reset_indexes()
    for rows in [rows for language in ("zh-hans", "en") for rows in _rows(language)]:
        index = backend.get_index_for_model(rows.model)
        rebuilder = backend.rebuilder_class(index)
        rebuilder.start()
        index.add_items(rows.model, list(rows))
        rebuilder.finish()


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(measure()) + "\n")
