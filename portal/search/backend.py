"""The search backend named in settings: the one for the database in use."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from modelsearch.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802  the name that modelsearch looks for
    """The backend. Raises ImproperlyConfigured for a database other than SQLite and PostgreSQL."""
    # The modules import models that exist on their own database only.
    if connection.vendor == "sqlite":
        from .sqlite import SQLiteBackend

        return SQLiteBackend(params)
    if connection.vendor == "postgresql":
        from .postgres import PostgresBackend

        return PostgresBackend(params)
    raise ImproperlyConfigured("Search works on SQLite and PostgreSQL.")
