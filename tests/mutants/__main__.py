"""Changes rules and looks whether a test notices: `python -m tests.mutants [SEED]` (make mutants).

Begins with one measured run of all tests without a browser, which says what each of them sees. It is kept for the
commit, as is each answer: a run that was cut short goes on. Ends with 1 when fewer than LEAST percent are noticed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from coverage import CoverageData

from tests.cover import DATA, ROOT
from tests.mutants.changes import READ_APART, Change, sample
from tests.mutants.seeing import TIMES

SIZE, LEAST, PROCESSES = 300, 85, 2
# Of tests for one change, as long as they took when all were run; those of its own subject come first.
SECONDS = 30.0


def main() -> int:
    """The two scores of a seed: how many are noticed, and which are not."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    kept = ROOT / "var" / "mutants" / commit.stdout.strip()[:12]
    seed = sys.argv[1] if len(sys.argv) > 1 else commit.stdout.strip()
    kept.mkdir(parents=True, exist_ok=True)
    if not (kept / "times.json").exists():
        _see(kept)
    changes = {change.name: change for change in sample(seed, SIZE)}
    answers = _answers(kept, seed)
    _try([change for name, change in changes.items() if name not in answers], kept, seed)
    return _told(changes, _answers(kept, seed), seed)


def _see(kept: Path) -> None:
    """One run of the tests, to know what each of them sees."""
    plugins = ["-p", "tests.cover.plugin", "-p", "tests.mutants.seeing"]
    subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, "-n", "2", "-q", "-m", "not browser"], cwd=ROOT, check=False
    )
    subprocess.run([sys.executable, "-m", "coverage", "combine", f"--data-file={DATA}"], cwd=ROOT, check=True)
    shutil.move(DATA, kept / "data")
    shutil.move(TIMES, kept / "times.json")


def _answers(kept: Path, seed: str) -> dict[str, dict[str, Any]]:
    files = kept.glob(f"{seed[:12]}.*.done")
    answers = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return {answer["name"]: answer for answer in answers}


def _try(changes: list[Change], kept: Path, seed: str) -> None:
    """Every process has its share of the changes and a database of its own."""
    tests = Tests(kept)
    started = []
    for number in range(PROCESSES):
        work = kept / f"{seed[:12]}.{number}.work"
        mine = changes[number::PROCESSES]
        lines = (change.kept() | {"tests": tests.that_see(change)} for change in mine)
        work.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
        around = {"TONGXIN_MUTANTS": str(work), "TOX_PARALLEL_ENV": f"mutants{number}"}
        command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "tests.mutants.forks", "-p", "no:cacheprovider"]
        # What this process has uploaded for a test of its own is thrown away in each of its copies: no fault of theirs.
        command += ["-W", "ignore::pytest.PytestUnraisableExceptionWarning"]
        if mine:
            started.append(subprocess.Popen([*command, "-m", "not browser"], cwd=ROOT, env={**os.environ, **around}))
    if sum(process.wait() for process in started):
        sys.exit("a process that tried the changes ended before its time: what it says stands above")


class Tests:
    """What each test has seen, and how long it took."""

    def __init__(self, kept: Path) -> None:
        self.data = CoverageData(str(kept / "data"))
        self.data.read()
        self.times: dict[str, float] = json.loads((kept / "times.json").read_text("utf-8"))

    def that_see(self, change: Change) -> list[str]:
        """The tests to run for a change, those of its subject first and the short ones before the long."""
        seen = self.data.contexts_by_lineno(change.path)
        lines = change.lines if change.function else seen
        names = {name for line in lines for name in seen.get(line, ())} & self.times.keys()
        if change.path.startswith(READ_APART):
            names |= {name for name in self.times if name.startswith("tests/home/importing/")}
        found, left = [], SECONDS
        for name in sorted(names, key=lambda name: (_far(name, change.path), self.times[name], name)):
            if (left := left - self.times[name]) >= 0 or not found:
                found.append(name)
        return found


def _far(test: str, path: str) -> int:
    """How little of the way to a test is that to the module."""
    return -len(set(Path(test.partition("::")[0]).parts) & set(Path(path).parts))


def _told(changes: dict[str, Change], answers: dict[str, dict[str, Any]], seed: str) -> int:
    """Each change that nothing noticed, and the score."""
    unnoticed = [change for name, change in changes.items() if not answers[name]["noticed"]]
    for change in unnoticed:
        sys.stdout.write(f"\n{change.name} in {change.function or 'the module'}\n{change.diff}\n")
    score = 100 * (1 - len(unnoticed) / len(changes))
    sys.stdout.write(f"\nseed {seed}: {len(changes) - len(unnoticed)} of {len(changes)} noticed, {score:.1f} %\n")
    return 0 if score >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
