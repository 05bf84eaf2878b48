"""Reads a file in a process of its own, with limits of time and memory, that is killed when it does not end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from home.importing_enums import ImportProblem

from .document import Understood
from .problems import CannotImport
from .reading.__main__ import SECONDS
from .reading.kinds import MAX_BYTES

ROOT = Path(__file__).resolve().parents[2]
# No settings, no secrets: the process has nothing that a parser's fault could give away.
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def read_apart(raw: bytes, name: str, *, seconds: float = SECONDS) -> Understood:
    """What the file says, within `seconds` of real time. Raises CannotImport."""
    if len(raw) > MAX_BYTES:
        raise CannotImport(ImportProblem.TOO_LARGE)
    # Only the ending of the name is given: names on the command line are seen by others on the machine.
    command = [sys.executable, "-m", "home.importing.reading", f"document{Path(name).suffix[:8]}"]
    try:
        done = subprocess.run(  # noqa: S603  our own module, no shell
            command, input=raw, capture_output=True, cwd=ROOT, env=ENVIRONMENT, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise CannotImport(ImportProblem.TOO_SLOW) from error
    if done.returncode != 0:
        raise CannotImport(ImportProblem.TOO_SLOW if done.returncode < 0 else ImportProblem.DAMAGED)
    answer = json.loads(done.stdout)
    if problem := answer.get("refused"):
        raise CannotImport(ImportProblem(problem))
    return Understood.from_json(answer["understood"])
