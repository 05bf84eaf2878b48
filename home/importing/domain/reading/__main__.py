"""The process in which a hostile file is read: its limits first, then the parsers. Standard input in, JSON out."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path
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


# What no reader of files has to do. Code in C that bypasses Python is not stopped by this: lxml has its own limits.
STARTS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "socket.")
CHANGES = ("os.remove", "os.rename", "os.link", "os.symlink", "os.mkdir", "os.chmod")
LOOKING = {"open", "os.listdir", "os.scandir"}
# Where Python's own files and ours are read from, as modules are loaded when they are needed. An environment may stand
# behind a link: what is opened is compared by where it really lies, so these are too.
_OURS = (str(Path(__file__).resolve().parents[4] / name) for name in ("home", "portal"))
CODE = tuple(os.path.realpath(path) for path in (sys.prefix, sys.base_prefix, *_OURS))
WITHIN = tuple(f"{path}{os.sep}" for path in CODE)


def _only_read_code(event: str, args: tuple[Any, ...]) -> None:
    """No network, no program, no file but code: a document that asks for /etc/passwd or an address gets neither."""
    named = event in LOOKING and isinstance(args[0], str | bytes | os.PathLike)
    elsewhere = named and not f"{os.path.realpath(os.fsdecode(args[0]))}{os.sep}".startswith(WITHIN)
    if elsewhere or event.startswith(STARTS + CHANGES):
        raise PermissionError(event)


def main() -> None:
    """Read one file, or only look into it (the argument after its name), and say what it holds or why it is refused."""
    _limit()
    from home.importing.domain.document import understand
    from home.importing.domain.reading.lines import Refused
    from home.importing.domain.reading.looking import look_into

    sys.addaudithook(_only_read_code)

    try:
        name, raw = sys.argv[1], sys.stdin.buffer.read()
        answer: dict[str, Any]
        if sys.argv[2:] == ["look"]:
            answer = {"texts": look_into(raw, name)}
        else:
            answer = {"understood": understand(raw, name).as_json()}
    except Refused as refused:
        answer = {"refused": refused.problem}
    except MemoryError:
        answer = {"refused": "bomb"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
