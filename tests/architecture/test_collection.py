"""Processes that share the tests must find the same ones, in the same order, whenever each of them starts."""

import os
import subprocess
import sys


def finding(seed: str) -> subprocess.Popen[str]:
    """A process of its own that finds all tests."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    return subprocess.Popen(
        command, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def found(process: subprocess.Popen[str]) -> list[str]:
    """The names of the tests that it found."""
    out, problems = process.communicate()
    assert process.returncode == 0, out + problems
    return [line for line in out.splitlines() if "::" in line]


def test_is_the_same_in_every_process():
    both = [finding("1"), finding("2")]
    first, second = map(found, both)
    assert len(first) > 100
    assert second == first
