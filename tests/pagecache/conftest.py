"""A clock that can be moved, and withdrawals of this test alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.pagecache import middleware as module
from portal.pagecache import stamp as stamps
from portal.pagecache.withdrawals import FileWithdrawals
from tests.pagecache.test_midnight import Clock

MORNING = "2026-11-29 08:00:00"


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock(monkeypatch, MORNING)


@pytest.fixture
def another_process(tmp_path) -> Callable[[], FileWithdrawals]:
    return lambda: FileWithdrawals(tmp_path / "pages.withdrawn", with_database=True)


@pytest.fixture
def here(monkeypatch, another_process) -> FileWithdrawals:
    made = another_process()
    for place in (module, stamps):
        monkeypatch.setattr(place, "withdrawals", made)
    return made
