"""Joins what each process has measured and says how much of the product the tests run: `python -m tests.cover`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from coverage import Coverage
from coverage.exceptions import CoverageException

from tests.cover import DATA, LEAST, SETTINGS

FEW = 85
"""Modules with fewer of their lines run, in percent, are named."""


def joined(data: Path, settings: Path) -> dict[str, Any]:
    """The report on what was measured beside `data`. Raises CoverageException when nothing was."""
    cover = Coverage(data_file=str(data), config_file=str(settings))
    cover.combine(strict=True)
    cover.save()
    written = data.with_suffix(".json")
    cover.json_report(outfile=str(written))
    told: dict[str, Any] = json.loads(written.read_text("utf-8"))
    return told


def short_of(told: dict[str, Any], least: float = LEAST) -> str:
    """What is wrong with a report, or nothing."""
    found = told["totals"]["percent_statements_covered"]
    return "" if found >= least else f"{found:.2f} % of the lines are run by a test, and {least} % must be"


def say(text: str) -> None:
    """One line on standard output."""
    sys.stdout.write(f"{text}\n")


def main(data: Path = DATA, settings: Path = SETTINGS) -> int:
    """Prints the figures; 1 when there are none or too few lines are run."""
    try:
        told = joined(data, settings)
    except CoverageException as fault:
        say(f"nothing was measured: {fault}")
        return 1
    for path, module in sorted(told["files"].items()):
        if (lines := module["summary"]["percent_statements_covered"]) < FEW:
            say(f"{lines:6.1f} %  {path}: not {', '.join(map(str, module['missing_lines'][:20]))}")
    totals = told["totals"]
    say(
        f"lines {totals['percent_statements_covered']:.2f} % of {totals['num_statements']:,}, "
        f"branches {totals['percent_branches_covered']:.2f} % of {totals['num_branches']:,}"
    )
    wrong = short_of(told)
    say(wrong or f"at least {LEAST} % of the lines: yes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
