"""The demo's mail server: what would be sent is kept in files and read at /demo/outbox/."""

from typing import Any

from django.conf import settings
from django.core.mail.backends.filebased import EmailBackend


class StoredEmailBackend(EmailBackend):
    """Django's file backend in the project's own directory."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["file_path"] = settings.VAR_DIR / "outbox"
        super().__init__(*args, **kwargs)
