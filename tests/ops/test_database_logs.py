"""The database's own log must not keep what our records forget."""

from __future__ import annotations

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

from portal.ops.database_logs import WANTED, telling

QUIET = {name: good[0] for name, good in WANTED.items()}
LOUD = {
    "log_error_verbosity": "default",
    "log_min_error_statement": "error",
    "log_statement": "mod",
    "log_min_duration_statement": "250",
    "log_min_duration_sample": "0",
    "log_transaction_sample_rate": "0.5",
}


@pytest.mark.parametrize("name", WANTED)
def test_each_setting_by_which_values_get_into_the_log_is_named(name):
    assert telling(QUIET) == []
    assert telling(QUIET | {name: LOUD[name]}) == [name]


@pytest.mark.database
@pytest.mark.django_db
def test_the_check_asks_the_database_and_says_what_to_do():
    def said() -> list[str]:
        found = run_checks(tags=[Tags.database], databases=["default"])
        return [str(message.hint) for message in found if message.id == "ops.W001"]

    if connection.vendor != "postgresql":
        assert said() == []
        return
    with connection.cursor() as cursor:
        for name, value in QUIET.items():
            cursor.execute(f"SET LOCAL {name} = '{value}'")
        quiet = said()
        cursor.execute("SET LOCAL log_error_verbosity = 'default'")

    assert (quiet, len(said())) == ([], 1)
    assert said()[0].endswith("SET log_error_verbosity = 'terse';")
