"""What the worker begins and does not wait for: commands that may take longer than a task."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# Those this worker has begun and not yet seen the end of.
begun: list[subprocess.Popen[bytes]] = []
MANAGE = Path(__file__).resolve().parents[2] / "manage.py"


def begin_command(name: str) -> bool:
    """Start `manage.py NAME` in a process of its own. Returns True: it was started."""
    command = [sys.executable, str(MANAGE), name]
    begun[:] = [process for process in begun if process.poll() is None]
    begun.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True))  # noqa: S603  our own
    return True
