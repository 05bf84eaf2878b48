"""Processes that share the tests must find the same ones, in the same order, whenever each of them starts."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.conftest import still


def finding(seed: str) -> subprocess.Popen[str]:
    """A process of its own that finds all tests."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "--assert=plain"]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_is_the_same_in_every_process():
    both = [finding("1"), finding("2")]
    said = [process.communicate()[0] for process in both]
    first, second = ([line for line in text.splitlines() if "::" in line] for text in said)

    assert [process.returncode for process in both] == [0, 0], said[0][-2000:]
    assert len(first) > 100
    assert second == first


@pytest.mark.parametrize(("read", "days"), [(-1, -1), (0, 0)], ids=["before midnight", "today"])
def test_a_run_over_midnight_stays_in_the_day_its_modules_speak_of(read, days):
    today = timezone.localdate()
    day = today + timedelta(days=read)

    with still(day, read_on=day):
        assert timezone.localdate() == today + timedelta(days=days)
    with still(None, read_on=day):
        assert timezone.localdate() == today
