"""A measurement in a process of its own, on a database that is thrown away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import Any


def measured_apart(module: str, *arguments: object, settings: str = "portal.settings.test") -> Any:
    """Run `module` with the arguments; what it prints last, as JSON."""
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "TONGXIN_VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": settings,
        }
        command = [sys.executable, "-m", module, *map(str, arguments)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])
