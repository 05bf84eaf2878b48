"""`make bench [ONLY=part]`: runs every measurement and prints one table; fails when a limit is missed."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import django

PARTS = ("cached_page", "uncached", "audit", "queries", "weight", "ranking", "search", "search_page", "growth")
HEAD = ("what", "peer", "limit", "ours", "unit", "ours ÷ peer", "")
VERDICTS = {True: "ok", False: "MISSED", None: ""}


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a limit is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    names = chosen(PARTS, arguments)
    django.setup()
    rows: list[dict[str, Any]] = []
    for name in names:
        sys.stderr.write(f"measuring {name} …\n")
        rows += importlib.import_module(f"tests.bench.{name}").run()
    sys.stdout.write(table(rows) + "\n")
    return int(any(row["ok"] is False for row in rows))


def chosen(parts: Sequence[str], arguments: Sequence[str]) -> Sequence[str]:
    """The parts that were asked for, all without a wish. Ends the program for a part that does not exist."""
    if unknown := [name for name in arguments if name not in parts]:
        sys.exit(f"There is no part {unknown[0]}: choose of {', '.join(parts)}.")
    return arguments or parts


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as aligned text; a limit of None is told only for comparison."""
    cells = [HEAD, *((*map(_text, _cells(row)), VERDICTS[row["ok"]]) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)


def _cells(row: dict[str, Any]) -> list[Any]:
    peer, ours = row["peer"], row["ours"]
    both = isinstance(peer, int | float) and isinstance(ours, int | float)
    return [*(row[key] for key in HEAD[:-2]), round(ours / peer, 2) if both and peer else None]


def _text(value: Any) -> str:
    return "–" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
