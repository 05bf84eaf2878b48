"""One command runs the whole site: real processes, a real port, and nothing left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.county import SAID, copy_of_county
from tests.ops.conftest import Place, wait_for

pytestmark = pytest.mark.skipif("not __import__('os').path.isdir('/proc/self')", reason="needs /proc")


@pytest.fixture
def port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def site(place: Place, port: int, tmp_path_factory):
    """The site, started and ready, which does not know yet that somebody else has loaded its county."""
    copy_of_county(tmp_path_factory, place.var)
    (place.var / "prepared").unlink()
    return start(place, port)


@pytest.fixture
def prepared_site(place: Place, port: int, tmp_path_factory):
    """The site as somebody else has prepared it, started and ready."""
    copy_of_county(tmp_path_factory, place.var)
    return start(place, port)


def start(place: Place, port: int):
    """Start the site and wait until it says that it is there."""
    process = place.start("-m", "portal.ops.run", "--port", str(port))
    assert wait_for(lambda: "Ctrl+C stops everything" in place.output(), 240), place.output()
    return process


def stopped(process, place: Place, number: int) -> tuple[int, list[str]]:
    """The exit code after a signal, and which processes are left."""
    process.send_signal(number)
    code = process.wait(40)
    wait_for(lambda: place.alive() == [], 5)
    return code, place.alive()


def get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return answer.read().decode()


def resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


def test_it_is_ready_with_its_style_names_address_and_accounts_and_keeps_little_memory(site, place, port):
    assert json.loads(get(port, "/readyz")) == {"ready": True}
    style = re.search(r'href="(/static/css/site\.[0-9a-f]+\.css)"', get(port, "/accounts/login/")).group(1)
    assert "--paper" in get(port, style)
    output = place.output()
    assert f"http://127.0.0.1:{port}/" in output
    assert len(set(re.findall(r"\w+@demo\.test", output))) == 11
    said = (place.var / SAID).read_text(encoding="utf-8")
    assert [line for line in ("Collecting static files", "Loading the demo county") if line not in said] == []
    assert (place.var / "prepared").is_file()
    assert resident_megabytes(site.pid) <= 30


def test_ctrl_c_leaves_no_orphans_and_a_second_start_has_nothing_to_prepare(prepared_site, place, port):
    assert len(place.alive()) > 3
    assert stopped(prepared_site, place, signal.SIGINT) == (0, [])
    (place.var / "output.log").write_text("")
    again = start(place, port)
    assert [word for word in ("Preparing", "Collecting", "Loading") if word in place.output()] == []
    assert stopped(again, place, signal.SIGTERM) == (0, [])


def test_ctrl_c_while_it_prepares_ends_it_at_once(place, port):
    preparing = place.start("-m", "portal.ops.run", "--port", str(port))
    assert wait_for(lambda: "Collecting static files" in place.output(), 60), place.output()
    assert stopped(preparing, place, signal.SIGINT) == (0, [])
    assert "Ctrl+C stops everything" not in place.output()


def test_where_preparing_fails_nothing_is_started(place, port):
    (place.var / "db.sqlite3").write_text("no database")
    result = place.run("-m", "portal.ops.run", "--port", str(port))
    assert (result.returncode, "Ctrl+C stops everything" in result.stdout, place.alive()) == (1, False, [])


@pytest.mark.parametrize(("command", "name"), [("granian", "web"), ("qcluster", "worker")])
def test_when_one_process_dies_all_stop_and_it_says_which(prepared_site, place, command, name):
    children = Path(f"/proc/{prepared_site.pid}/task/{prepared_site.pid}/children").read_text().split()
    victim = next(pid for pid in children if command in Path(f"/proc/{pid}/cmdline").read_text())
    os.kill(int(victim), signal.SIGKILL)
    assert prepared_site.wait(40) == 1
    assert f"The {name} process ended by itself (code -9): stopping everything." in place.output()
    assert wait_for(lambda: place.alive() == [], 5), place.alive()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent is gone")
def test_a_killed_start_leaves_no_orphans(prepared_site, place):
    prepared_site.kill()
    prepared_site.wait()
    assert wait_for(lambda: place.alive() == [], 30), place.alive()


def test_a_busy_port_gets_one_line_and_an_error(place, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        result = place.run("-m", "portal.ops.run", "--port", str(port))
    line = f"Port {port} is in use: stop the other program, or choose another port: make run PORT={port + 1}\n"
    assert (result.returncode, result.stdout, result.stderr) == (1, line, "")
