"""Two days without a mail server: gone, refusing, hanging. Then it is back, and every message is counted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def run() -> list[dict[str, Any]]:
    """The rows of the three kinds of outage, from a process with a database of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "TONGXIN_VAR_DIR"}}
    with tempfile.TemporaryDirectory(prefix="tongxin-drill-") as var:
        around = kept | {"DJANGO_SETTINGS_MODULE": "tests.drill.mail_settings", "TONGXIN_VAR_DIR": var}
        done = subprocess.run(
            [sys.executable, "-m", "tests.drill.outage"],
            cwd=ROOT, env=around, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    rows: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return rows
