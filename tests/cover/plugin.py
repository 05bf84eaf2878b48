"""For `pytest -p tests.cover.plugin`: it begins before Django loads the product, in every process that runs tests."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.cover import DATA, measure

# A worker of xdist reads this module when all options are known, and before its Django does.
if not os.environ.get("PYTEST_XDIST_WORKER"):
    shutil.rmtree(DATA.parent, ignore_errors=True)
DATA.parent.mkdir(parents=True, exist_ok=True)
measuring = measure()
measuring.start()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Each process writes what it has seen."""
    measuring.stop()
    measuring.save()
