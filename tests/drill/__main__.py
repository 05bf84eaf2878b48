"""`make drill [ONLY=part]`: runs every drill and prints one table; fails when a limit is missed."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from tests.bench.__main__ import chosen, table

from . import ending

PARTS = ("mail", "lock", "kill", "workers", "database", "disk", "clock", "backup", "crowd")


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a limit is missed."""
    rows: list[dict[str, Any]] = []
    ending.by_signals()
    for name in chosen(PARTS, arguments):
        sys.stderr.write(f"drilling {name} …\n")
        rows += importlib.import_module(f"tests.drill.{name}").run()
    sys.stdout.write(table(rows) + "\n")
    return int(any(row["ok"] is False for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
