"""The judged queries are about what the demo county has, and the measure is the usual one."""

import math
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from activities.demo.content import PLACES, SESSIONS
from tests.bench.ranking import judgements, ndcg


def known() -> set[str]:
    content = Path(settings.BASE_DIR) / "home" / "demo_content"
    pages = {str(path.relative_to(content).with_suffix("")) for path in content.rglob("*.toml")}
    places = {f"places/{place.slug}" for place in PLACES}
    planted = {f"pages/{path.stem}" for path in content.with_name("planted_content").glob("*.toml")}
    amounts = tomllib.loads((content / "benefits.toml").read_text(encoding="utf-8"))
    benefits = {f"benefits/{one['name']}" for one in amounts["benefits"]}
    return pages | planted | places | benefits | {f"activities/{session.title}" for session in SESSIONS}


def test_at_least_sixty_queries_are_judged_about_things_that_are_there():
    every = judgements()
    assert len(every) >= 60
    assert {name for grades in every.values() for name in grades} - known() == set()
    assert {grade for grades in every.values() for grade in grades.values()} == {1, 2, 3}


@pytest.mark.parametrize(
    ("found", "share"),
    [
        (["a", "b"], 1.0),
        (["a", "a", "b"], 1.0),
        ([], 0.0),
        (["x", "a", "b"], (7 / math.log2(3) + 1 / 2) / (7 + 1 / math.log2(3))),
        ([*"0123456789", "a"], 0.0),
    ],
)
def test_the_measure_is_ndcg_at_ten(found, share):
    assert ndcg(found, {"a": 3, "b": 1}) == pytest.approx(share)
