"""A mail server that hangs while a file says so: for killing a worker in the middle of its task."""

import time
from pathlib import Path

from django.conf import settings

from portal.notify.backends import StoredEmailBackend


class HoldingBackend(StoredEmailBackend):
    """Hangs while `hold` exists, and says in `holding` that it does."""

    def send_messages(self, email_messages):
        hold = Path(settings.VAR_DIR) / "hold"
        while hold.exists():
            hold.with_name("holding").touch()
            time.sleep(0.1)
        return super().send_messages(email_messages)
