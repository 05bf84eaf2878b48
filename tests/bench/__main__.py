"""`make bench`: runs every measurement and prints one table; fails when a limit is missed."""

from __future__ import annotations

import os
import sys
from typing import Any

import django

HEAD = ("what", "peer", "limit", "ours", "unit", "")
VERDICTS = {True: "ok", False: "MISSED", None: ""}


def main() -> int:
    """Print the table; 1 when a limit is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    from tests.bench import cached_page, queries, ranking, search, search_page, weight

    rows: list[dict[str, Any]] = []
    for part in (cached_page, queries, weight, ranking, search, search_page):
        sys.stderr.write(f"measuring {part.__name__.rpartition('.')[2]} …\n")
        rows += part.run()
    sys.stdout.write(table(rows) + "\n")
    return int(any(row["ok"] is False for row in rows))


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as aligned text; a limit of None is told only for comparison."""
    cells = [HEAD, *((*(_text(row[key]) for key in HEAD[:-1]), VERDICTS[row["ok"]]) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)


def _text(value: Any) -> str:
    return "–" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main())
