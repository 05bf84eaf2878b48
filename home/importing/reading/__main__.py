"""The process in which a hostile file is read: its limits first, then the parsers. Standard input in, JSON out."""

from __future__ import annotations

import json
import resource
import signal
import sys
from typing import Any

MEMORY = 512 * 1024 * 1024
SECONDS = 20


def _limit() -> None:
    """Nothing here may take more memory or time, write a file, or leave a dump."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Should the process that waits for us be killed, we end by ourselves.
    signal.alarm(SECONDS + 5)


def main() -> None:
    """Read one file, whose name is the only argument, and say what it holds or why it is refused."""
    _limit()
    from home.importing.document import understand
    from home.importing.reading.lines import Refused

    try:
        answer: dict[str, Any] = {"understood": understand(sys.stdin.buffer.read(), sys.argv[1]).as_json()}
    except Refused as refused:
        answer = {"refused": refused.problem}
    except MemoryError:
        answer = {"refused": "bomb"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
