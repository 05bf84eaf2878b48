"""A drill that is told to stop leaves nothing running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

DRILL = """
import sys, time
from tests.drill import ending
ending.by_signals()
server = [sys.executable, "-c", "import time; time.sleep(60)"]
with ending.undisturbed():
    one = ending.started(server, {})
try:
    print(one.pid, flush=True)
    time.sleep(60)
finally:
    with ending.undisturbed():
        print("clearing away", flush=True)
        sys.stdin.readline()
        ending.stopped(one)
    print("cleared away", flush=True)
"""


@pytest.fixture
def drill():
    """A drill that has started a server."""
    line, pipe = [sys.executable, "-c", DRILL], subprocess.PIPE
    process = subprocess.Popen(line, cwd=Path(__file__).resolve().parents[2], stdin=pipe, stdout=pipe, text=True)
    yield process
    process.kill()
    process.communicate()


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_drill_told_to_stop_stops_its_servers_first_and_is_not_hurried_by_being_told_again(drill, number):
    server = int(drill.stdout.readline())
    assert is_running(server)
    drill.send_signal(number)
    assert drill.stdout.readline() == "clearing away\n"
    drill.send_signal(number)
    told, _ = drill.communicate("go on\n", timeout=10)
    assert (told, drill.returncode) == ("cleared away\n", 128 + number)
    assert not is_running(server)
