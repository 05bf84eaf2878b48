"""Reads a file in a process of its own, with limits of time and memory, that is killed when it does not end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from home.enums.importing import ImportProblem

from .document import Understood
from .problems import CannotImport
from .reading.__main__ import SECONDS
from .reading.kinds import MAX_BYTES

ROOT = Path(__file__).resolve().parents[3]
# No settings, no secrets: the process has nothing that a parser's fault could give away.
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def read_apart(raw: bytes, name: str, *, seconds: float | None = None) -> Understood:
    """What the file says, within `seconds` of real time. Raises CannotImport."""
    return Understood.from_json(_answer(raw, name, seconds=seconds)["understood"])


def look_apart(raw: bytes, name: str) -> list[str]:
    """The texts in a PDF, a Word document or a table that families are to download. Raises CannotImport."""
    texts: list[str] = _answer(raw, name, "look")["texts"]
    return texts


def _answer(raw: bytes, name: str, *task: str, seconds: float | None = None) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise CannotImport(ImportProblem.TOO_LARGE)
    # Only the ending of the name is given: names on the command line are seen by others on the machine.
    command = [sys.executable, "-m", "home.importing.domain.reading", f"document{Path(name).suffix[:8]}", *task]
    try:
        done = subprocess.run(  # noqa: S603  our own module, no shell
            command, input=raw, capture_output=True, cwd=ROOT, env=ENVIRONMENT, timeout=seconds or SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise CannotImport(ImportProblem.TOO_SLOW) from error
    if done.returncode != 0:
        raise CannotImport(ImportProblem.TOO_SLOW if done.returncode < 0 else ImportProblem.DAMAGED)
    answer: dict[str, Any] = json.loads(done.stdout)
    if problem := answer.get("refused"):
        raise CannotImport(ImportProblem(problem))
    return answer
