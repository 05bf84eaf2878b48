"""Whether the operator has closed the site, and until when: a file of this machine, so that no database is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True)
class Closed:
    """The site is closed; `until` is when it should be open again, None when nobody knows or that time is over."""

    until: datetime | None

    def seconds_left(self, *, otherwise: int) -> int:
        """Until then, at least one."""
        return max(1, int((self.until - timezone.now()).total_seconds())) if self.until else otherwise


def closed() -> Closed | None:
    """None while the site is open, also while the disk is away on which that would stand. One system call."""
    try:
        text = _file().read_text(encoding="utf-8").strip()
    except OSError:
        return None
    until = _time(text)
    return Closed(until if until and until > timezone.now() else None)


def close(until: datetime | None) -> None:
    """From now on visitors get a page that says so."""
    _file().write_text(until.isoformat() if until else "", encoding="utf-8")


def reopen() -> None:
    """Let them in again; nothing happens when the site is open."""
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return Path(settings.VAR_DIR) / "maintenance"


def _time(text: str) -> datetime | None:
    """The file may have been made by hand, with `touch` or with any words in it: then it is closed all the same."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)
