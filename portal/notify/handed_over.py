"""What the mail server has taken while the database does not say so yet, noted beside it for whoever takes it up again.

Between the server's word and the commit a worker may be killed, run out of time or find the database gone. Without a
note the next attempt would send the same letter a second time. A note is an empty file that names nobody; it is gone as
soon as the database knows. Another host does not see it, and a machine that lost its power may have lost it too: then
the letter is sent again, under the same Message-ID, rather than not at all.
"""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from django.conf import settings

FOLDER = "handed-over"
logger = logging.getLogger(__name__)


def note(identity: str) -> None:
    """The server has just taken this letter. A full disk stops nothing: then it is as if nobody had noted anything."""
    try:
        (file := _file(identity)).parent.mkdir(exist_ok=True)
        file.touch()
    except OSError as error:
        logger.warning("It could not be noted that the mail server took a letter: %s", type(error).__name__)


def is_noted(identity: str) -> bool:
    """Whether an attempt before this one came so far."""
    return _file(identity).exists()


def forget(identity: str) -> None:
    """The database knows it now."""
    with contextlib.suppress(OSError):
        _file(identity).unlink()


def _file(identity: str) -> Path:
    return Path(settings.VAR_DIR) / FOLDER / identity
