"""What `make run` does first, in a process of its own: the one that watches the others keeps its memory to the end."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .prepared import BASE_DIR, Prepared

COMMAND = [sys.executable, "-m", "portal.ops.preparing"]


def say(line: str) -> None:
    """One line to the terminal, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def var() -> Path:
    """Where all that a site makes of itself lies."""
    return Path(os.environ.get("TONGXIN_VAR_DIR", BASE_DIR / "var"))


def prepare(prepared: Prepared) -> None:
    """Do what is missing, and remember it for the next start."""
    import django

    django.setup()
    from django.db import connections

    from . import first_steps

    first_steps.prepare(say)
    connections.close_all()
    prepared.remember(welcome())


def welcome() -> str:
    """Where the site is ({address}) and who can sign in."""
    from django.conf import settings
    from django.utils import translation

    lines = ["", "  童心 Tongxin: {address}", ""]
    if settings.TONGXIN_DEMO:
        from .demo import ACCOUNTS, PASSWORD

        lines.append(f"  Demo accounts, password {PASSWORD}")
        with translation.override("zh-hans"):
            lines += [f"    {account.email:<24} {account.label}" for account in ACCOUNTS]
        lines.append("")
    return "\n".join([*lines, "  Ctrl+C stops everything."])


if __name__ == "__main__":
    prepare(Prepared(var()))
