"""For `pytest -p tests.mutants.forks`: each change in a copy of this process, which has loaded everything once.

A copy puts the changed code into the function and runs the tests that can see it until the first one fails. What is
changed outside of functions has taken effect when a module is loaded, and a document is read in a process of its own,
which loads its modules itself: those changes are written into a copy of the files, where a new process runs the tests.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import CellType, CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from django.db import connection, connections

from tests.cover import ROOT
from tests.mutants.changes import READ_APART

# Of one test: a change that makes it go on for ever is noticed. The processor's seconds, not those of a busy machine.
SECONDS, AT_REST = 30, 600
FOR_EVER = "for ever: "
HOLDERS = (FunctionType, staticmethod, classmethod, property, cached_property, type(lru_cache(len)))
WARM = "tests/accounts/test_assignments.py"


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Instead of all tests: the work in the file TONGXIN_MUTANTS, each answer a line in the one beside it."""
    work = Path(os.environ["TONGXIN_MUTANTS"])
    items = {item.nodeid: item for item in session.items}
    warm = [item for item in session.items if item.nodeid.startswith(WARM)]
    runtestprotocol(warm[0], log=False, nextitem=warm[1])
    connections.close_all()
    here = Path(connection.settings_dict["NAME"])
    whole = here.with_suffix(".whole")
    shutil.copyfile(here, whole)
    copies, files = Copies(items, warm[1], whole, here), Files()
    for line in work.read_text("utf-8").splitlines():
        asked = json.loads(line)
        began = time.monotonic()
        apart = not asked["function"] or asked["path"].startswith(READ_APART)
        noticed = "nowhere" if apart else copies.noticed_by(asked)
        if noticed == "nowhere":
            noticed = files.noticed_by(asked)
        answer = {"name": asked["name"], "noticed": noticed, "seconds": round(time.monotonic() - began, 1)}
        with work.with_suffix(".done").open("a", encoding="utf-8") as told:
            told.write(json.dumps(answer) + "\n")
    return True


@dataclass
class Copies:
    """Copies of this process, one after the other, each with a copy of its database."""

    items: dict[str, pytest.Item]
    last: pytest.Item
    whole: Path
    here: Path
    fails_anyway: dict[str, bool] = field(default_factory=dict)

    def noticed_by(self, asked: dict[str, Any]) -> str:
        """The first test that fails with this change and not without it; "nowhere" when the change has no place."""
        names = [name for name in asked["tests"] if name in self.items and not self.fails_anyway.get(name)]
        noticed = self.first_failure(names, asked) if names else ""
        test = noticed.removeprefix(FOR_EVER)
        if test in names and test not in self.fails_anyway:
            self.fails_anyway[test] = bool(self.first_failure([test]))
            if self.fails_anyway[test]:
                sys.stderr.write(f"notices nothing, as it fails without a change: {test}\n")
        return self.noticed_by(asked) if self.fails_anyway.get(test) else noticed

    def first_failure(self, names: list[str], asked: dict[str, Any] | None = None) -> str:
        """The name of the first test that fails in a copy; "" when none does."""
        for rest in ("-wal", "-shm"):
            self.here.with_name(self.here.name + rest).unlink(missing_ok=True)
        shutil.copyfile(self.whole, self.here)
        reading, writing = os.pipe()
        if not (child := os.fork()):
            silence = os.open(os.devnull, os.O_RDWR)
            for stream in (1, 2):
                os.dup2(silence, stream)
            said = "nowhere" if asked and not changed(asked) else self._run(names, writing)
            os.write(writing, f"{said}\n".encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as told:
            words = told.read().splitlines() or [""]
        _child, status = os.waitpid(child, 0)
        # The last word of a process that was ended is the test it was in.
        return words[-1] if os.WIFEXITED(status) else f"{FOR_EVER}{words[-1]}"

    def _run(self, names: list[str], writing: int) -> str:
        tests = [self.items[name] for name in names]
        # What the test before has left standing is what this process has begun with.
        self.last.session._setupstate.teardown_exact(tests[0])
        for item, following in zip(tests, [*tests[1:], self.last], strict=True):
            os.write(writing, f"{item.nodeid}\n".encode())
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            signal.alarm(AT_REST)
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return item.nodeid
        return ""


class Files:
    """A copy of the files of the product, in which one at a time is changed."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="tongxin-mutants-"))
        self.fails_anyway: dict[str, bool] = {}
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        for name in tracked.stdout.strip("\0").split("\0"):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, self.root / name, follow_symlinks=False)
        # The databases that tests begin with are made once.
        (self.root / "var").symlink_to(ROOT / "var")

    def noticed_by(self, asked: dict[str, Any]) -> str:
        """The first test that fails with this change and not without it."""
        names = [name for name in asked["tests"] if not self.fails_anyway.get(name)]
        here = self.root / asked["path"]
        here.write_text(asked["source"], "utf-8")
        noticed = self._first_failure(names)
        shutil.copy2(ROOT / asked["path"], here)
        if noticed in names and noticed not in self.fails_anyway:
            self.fails_anyway[noticed] = bool(self._first_failure([noticed]))
        return self.noticed_by(asked) if self.fails_anyway.get(noticed) else noticed

    def _first_failure(self, names: list[str]) -> str:
        if not names:
            return ""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *names]
        around = {**os.environ, "TOX_PARALLEL_ENV": f"{os.environ['TOX_PARALLEL_ENV']}-new"}
        try:
            done = subprocess.run(
                command, cwd=self.root, env=around, capture_output=True, text=True, check=False, timeout=AT_REST
            )
        except subprocess.TimeoutExpired:
            return FOR_EVER
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        if done.returncode == 0:
            return ""
        return failed[0].split(" ", 1)[1].split(" - ")[0] if failed else "it does not load"


def changed(asked: dict[str, Any]) -> bool:
    """Put the changed code of a function in its place; whether it was found."""
    module = sys.modules[asked["module"]]
    code = _code_of(compile(asked["source"], str(ROOT / asked["path"]), "exec", dont_inherit=True), asked["function"])
    found = [function for function in _functions(vars(module), set()) if _is(function, module, asked["function"])]
    for function in found:
        function.__code__ = code
    return bool(found)


def _is(function: FunctionType, module: Any, name: str) -> bool:
    return function.__code__.co_filename == module.__file__ and function.__code__.co_qualname == name


def _code_of(code: CodeType, name: str) -> CodeType:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_qualname == name:
                return inner
            if name.startswith(f"{inner.co_qualname}."):
                return _code_of(inner, name)
    raise LookupError(name)


def _functions(names: dict[str, Any], met: set[int]) -> Iterator[FunctionType]:
    """Every function among these, also those that a decorator, a property or a class holds."""
    waiting = list(names.values())
    while waiting:
        value = waiting.pop()
        if id(value) in met:
            continue
        met.add(id(value))
        if isinstance(value, FunctionType):
            yield value
            waiting += [cell.cell_contents for cell in value.__closure__ or () if cell != CellType()]
        if isinstance(value, type):
            waiting += vars(value).values()
        elif isinstance(value, HOLDERS):
            waiting += [getattr(value, name, None) for name in ("__wrapped__", "__func__", "fget", "func")]
