"""What writing an audit event takes, one by one and in a batch, on a database that is thrown away."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from .apart import measured_apart

ALONE, TOGETHER, ROUNDS = 300, 1000, 5
# Of what one event takes by itself.
SHARE = 0.05


def run() -> list[dict[str, Any]]:
    """One row: the peer of a batch is one event by itself, in the same run."""
    alone, together = measured_apart("tests.bench.audit")
    limit = alone * SHARE
    row = {"peer": round(alone, 1), "limit": round(limit, 1), "ours": round(together, 1), "unit": "µs CPU"}
    return [{"what": f"audit event in a batch of {TOGETHER:,}, beside one by one"} | row | {"ok": together <= limit}]


def measure() -> tuple[float, float]:
    """Microseconds of processor time for one event, the best of some rounds."""
    from django.core.management import call_command

    from portal.accounts.models import User
    from portal.audit.log import Happening, record, record_many

    call_command("migrate", verbosity=0)
    user = User.objects.create_user("busy@example.test")
    alone, together = [], []
    for _ in range(ROUNDS):
        began = time.process_time()
        for step in range(ALONE):
            record("child.read", actor=user, target=user, shown=step)
        alone.append((time.process_time() - began) / ALONE)
        many = [Happening("child.read", user, user, {"shown": step}) for step in range(TOGETHER)]
        began = time.process_time()
        record_many(many)
        together.append((time.process_time() - began) / TOGETHER)
    return min(alone) * 1e6, min(together) * 1e6


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(measure()) + "\n")
