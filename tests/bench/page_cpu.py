"""Processor time of pages of whichever site the environment names; needs Django alone, so that a peer's can run it.

`page_cpu.py ADDRESS…`: for each line that comes in, one line with the milliseconds of each address goes out.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path

REQUESTS = 20


def main(addresses: list[str]) -> None:
    """Warm up, then measure as often as asked."""
    sys.path.insert(0, str(Path.cwd()))
    import django

    django.setup()
    from django.test import Client

    logging.disable(logging.CRITICAL)
    client = Client(headers={"cookie": "sessionid=bench"})  # past our page cache

    def milliseconds(address: str) -> float:
        began = time.process_time()
        for _ in range(REQUESTS):
            if client.get(address).status_code != 200:
                raise RuntimeError(f"{address} cannot be opened")
        return (time.process_time() - began) / REQUESTS * 1000

    for address in addresses:
        milliseconds(address)
    for _line in sys.stdin:
        sys.stdout.write(json.dumps([milliseconds(address) for address in addresses]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
