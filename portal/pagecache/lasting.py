"""How long what is remembered lasts: a minute, and never into the next day."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.utils import timezone

# A page also ages by the clock: sessions begin, policies come into force.
SECONDS = 60


def expires_at() -> float:
    """When, on the monotonic clock, something made from now on is too old.

    Ask before rendering: what says `today` or `this weekend` must not be shown after midnight.
    """
    now = timezone.localtime()
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
    return time.monotonic() + min(SECONDS, (midnight - now).total_seconds())
