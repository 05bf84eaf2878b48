"""Processes that share the tests must find the same ones, in the same order, whenever each of them starts."""

import os
import subprocess
import sys


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
