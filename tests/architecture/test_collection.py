"""Processes that share the tests must find the same ones, in the same order, whenever each of them starts."""

import os
import subprocess
import sys


def found(seed: str) -> list[str]:
    """The names of all tests as a process of its own finds them."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if "::" in line]


def test_is_the_same_in_every_process():
    first, second = found("1"), found("2")
    assert len(first) > 100
    assert second == first
