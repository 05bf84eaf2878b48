"""The process that reads a hostile file opens code and nothing else, reaches nobody and starts nothing."""

import sys
from pathlib import Path

import pytest

from home.importing.domain.reading.__main__ import CHANGES, STARTS, _only_read_code

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize("event", [*CHANGES, *STARTS, "subprocess.Popen", "socket.connect", "os.exec", "os.rename"])
def test_what_changes_starts_or_reaches_out_is_refused(event):
    with pytest.raises(PermissionError, match=event):
        _only_read_code(event, ("x",))


@pytest.mark.parametrize("event", ["open", "os.listdir", "os.scandir"])
@pytest.mark.parametrize("path", ["/etc/passwd", b"/etc/passwd", Path("/proc/self/environ"), ROOT / "home/../var/x"])
def test_no_file_but_code_is_looked_at(event, path):
    with pytest.raises(PermissionError):
        _only_read_code(event, (path, "r", 0))


@pytest.mark.parametrize("path", [ROOT / "home/models/__init__.py", ROOT / "portal/registry.py", sys.prefix])
def test_code_is_read(path):
    assert _only_read_code("open", (str(path), "r", 0)) is None


def test_what_names_no_file_or_does_nothing_outside_is_let_through():
    assert _only_read_code("open", (3, "r", 0)) is None
    assert _only_read_code("compile", (b"x", "y")) is None
