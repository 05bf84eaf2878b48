"""A connection to a SQLite file that is kept from one request to the next, as long as it is the same file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, which sees that its file has been taken away or exchanged.

    Opening the file and telling SQLite of Django's functions takes a quarter of the work of a page. But who kept a
    connection to a file that is no longer there would go on reading and writing where nobody finds it again.
    """

    _file: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """As Django does, and remember which file it was."""
        connection = super().get_new_connection(conn_params)
        self._file = self._file_now()
        return connection

    def close_if_unusable_or_obsolete(self) -> None:
        """Django asks at the beginning and at the end of each request, and of each task."""
        if self.connection is not None and not self.in_atomic_block and self._file != self._file_now():
            self.close()
            return
        super().close_if_unusable_or_obsolete()

    def _file_now(self) -> tuple[int, int] | None:
        """Which file the name stands for; None without one, as for a database in memory."""
        try:
            found = Path(self.settings_dict["NAME"]).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
