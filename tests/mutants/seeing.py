"""For `pytest -p tests.cover.plugin -p tests.mutants.seeing`: which lines each test runs, and how long it takes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from coverage import Coverage

from tests.cover import DATA

TIMES = DATA.with_name("times.json")
A_TEST = 600
_taken: dict[str, float] = {}
_failed: set[str] = set()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """What is run from here to the end of the test is seen by it; the fixtures it is the first to need as well."""
    if measuring := Coverage.current():
        measuring.switch_context(item.nodeid)
    result = yield
    if measuring:
        measuring.switch_context("")
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Only what passes can notice anything."""
    # On another day (freezegun) the clock that measures it jumps: nobody knows, a second is a guess.
    taken = report.duration if 0 <= report.duration < A_TEST else 1.0
    _taken[report.nodeid] = _taken.get(report.nodeid, 0) + taken
    if not report.passed:
        _failed.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that hands out the tests hears of all."""
    if not hasattr(session.config, "workerinput"):
        kept = {name: round(taken, 3) for name, taken in _taken.items() if name not in _failed}
        TIMES.write_text(json.dumps(kept), "utf-8")
