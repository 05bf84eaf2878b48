"""The development settings with a real mail server on this machine, and a clock that can be moved."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from portal.settings.dev import *  # noqa: F403

MAIL_SERVER = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ.get("DRILL_MAIL_PORT", "25"))
EMAIL_TIMEOUT = URGENT_TIMEOUT = 2
_FILE = os.environ.get("DRILL_CLOCK", "")


class Clock(datetime):
    """The clock of the site: as many seconds from the machine's as the file says."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        """See datetime.now."""
        return datetime.now(tz) + timedelta(seconds=float(Path(_FILE).read_text(encoding="ascii")))


if _FILE:
    timezone.datetime = Clock  # type: ignore[misc]
