"""PostgreSQL's own log: as it comes it repeats what was being written, and so keeps what our records forget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import Error, connection

# What each setting must be, the first as we advise it. DETAIL names the row that broke a rule, with an address or a
# blind index in it; Django writes values into the statements, so a statement in the log is a record in the log.
WANTED = {
    "log_error_verbosity": ("terse",),
    "log_min_error_statement": ("panic", "fatal", "log"),
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
}


def telling(found: Mapping[str, str]) -> list[str]:
    """The settings by which the log would hold what people wrote; `found` is name → value, as SHOW says it."""
    return [name for name, good in WANTED.items() if found.get(name, good[0]) not in good]


@register(Tags.database)
def quiet_database_logs(
    app_configs: Sequence[Any] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Asked by `migrate` and by `check --database default`; a warning, for only the database's own operator can act."""
    if not databases or connection.vendor != "postgresql":
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(WANTED)])
            loud = telling(dict(cursor.fetchall()))
    except Error:  # away: whoever asked for the check finds that out by themselves
        return []
    if not loud:
        return []
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    hint = " ".join(f"ALTER DATABASE {name} SET {setting} = '{WANTED[setting][0]}';" for setting in loud)
    said = "The database's log keeps what people wrote: email addresses, blind indexes, text of reports."
    return [checks.Warning(said, hint=f"As its superuser: {hint}", id="ops.W001")]
