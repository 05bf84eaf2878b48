"""What the worker does for the machine."""

from django.core.cache import cache

from .auditing import checking, sending
from .backup import nightly


def forget_expired() -> int:
    """Every ten minutes: remove from the database what the cache no longer gives out. Returns how many rows.

    Among them are the counters of reports, by hashed address, and the day's salt: a row that is over but still there
    would let a thief of the database and of the keys work out later which address a report came from.
    """
    forget = getattr(cache, "delete_expired", None)
    return int(forget()) if forget else 0


def back_up() -> bool:
    """Once a day: begin a backup, where a place for it is set."""
    return nightly.begin()


def check_audit() -> bool:
    """Once a day: begin the look at the whole audit log."""
    return checking.begin()


def send_anchor() -> int:
    """Every hour: send the anchor of the audit log, once a day, and to the webhook until it is taken. Its number."""
    return sending.send().number
