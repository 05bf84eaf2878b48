"""`manage.py migrate`: Django's, which goes through where there are rows already, on PostgreSQL too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.commands import migrate
from django.db import connections

ALTERING = ("ALTER TABLE", "CREATE", "DROP")


class Command(migrate.Command):
    """See the module; options and words are Django's."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        """See BaseCommand."""
        with connections[options["database"]].execute_wrapper(_check_rows_first):
            return super().handle(*args, **options)


def _check_rows_first(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """PostgreSQL alters no table some of whose rows are still to be checked, as after a step that changed them."""
    if context["connection"].vendor == "postgresql" and str(sql).lstrip().startswith(ALTERING):
        with context["connection"].cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return execute(sql, params, many, context)
