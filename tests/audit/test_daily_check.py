"""Every day the worker looks at the whole log and at what protects it, and says so."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from portal.accounts.enums import Role
from portal.audit.models import AuditCheck, AuditEvent, SentAnchor
from portal.audit.protection import unprotected
from portal.audit.triggers import TABLE
from portal.ops.auditing.checking import check
from portal.ops.auditing.sending import send

pytestmark = [pytest.mark.database, pytest.mark.django_db]
CODES = "/readyz/codes"


@pytest.fixture
def auditor(staff):
    return staff(Role.AUDITOR)


def codes(client):
    return [code for code in client.get(CODES).json()["codes"] if code.startswith("audit")]


def test_an_intact_log_is_written_down_and_nobody_is_told(client, auditor, chain):
    found = check()

    assert (found.events, found.is_fine, codes(client)) == (5, True, [])
    assert auditor.messages.count() == 0


def test_an_altered_log_is_told_to_the_auditor_and_the_operator(client, auditor, chain, tamper):
    tamper(f"UPDATE {TABLE} SET action = 'x' WHERE link = 3")

    found = check()

    assert found.broken_at.endswith(".3")
    assert codes(client) == ["audit_broken", "audit_unprotected"]
    assert auditor.messages.filter(template="audit_broken", urgent=True).count() == 2


def missing_on_this_database(vendor):
    there = {"sqlite": "DROP TRIGGER {name}", "postgresql": "DROP TRIGGER {name} ON {table}"}
    return there[vendor]


@pytest.mark.parametrize(
    ("name", "table"), [("audit_no_update", TABLE), ("children_concern_no_change", "children_concern")]
)
def test_a_trigger_that_is_gone_is_named(client, auditor, name, table):
    assert unprotected() == []
    with connection.cursor() as cursor:
        cursor.execute(missing_on_this_database(connection.vendor).format(name=name, table=table))

    assert (unprotected(), codes(client)) == ([name], ["audit_unprotected"])
    assert check().unprotected == [name]
    assert auditor.messages.filter(template="audit_broken").count() == 2


WEAKENED = {
    "sqlite": [
        "DROP TRIGGER audit_no_update",
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT 1; END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        f"ALTER TABLE {TABLE} DISABLE TRIGGER audit_no_update",
    ],
}


def test_a_trigger_that_does_nothing_or_is_switched_off_is_no_protection():
    for statement in WEAKENED[connection.vendor]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            assert unprotected() == ["audit_no_update"]
            transaction.set_rollback(connection.vendor == "postgresql")


def test_where_removing_is_refused_that_is_looked_for_too(settings):
    settings.AUDIT_FLUSH_ALLOWED = False

    names = {"audit_no_delete", "children_concern_no_removal", "children_concernentry_no_removal"}
    assert names <= set(unprotected())


def test_what_is_late_is_told(client, auditor, chain, monkeypatch):
    send()
    check()
    assert codes(client) == []

    long_ago = timezone.now() - timedelta(hours=40)
    AuditCheck.objects.update(at=long_ago)
    SentAnchor.objects.update(at=long_ago)

    assert codes(client) == ["audit_unchecked", "audit_anchor_unsent"]


def test_an_anchor_that_goes_to_nobody_is_told(client, chain):
    assert send().receivers == 0
    assert codes(client) == ["audit_anchor_unsent"]


def test_a_log_nobody_ever_looked_at_is_told_after_a_day_and_a_half(client, officer):
    assert codes(client) == []
    AuditEvent.objects.create(
        link=1, at=timezone.now() - timedelta(hours=40), actor=officer, action="x", target_type="x", target_id="1"
    )

    assert codes(client) == ["audit_unchecked", "audit_anchor_unsent"]


def test_the_command_says_what_it_found_and_fails(auditor, chain, tamper):
    tamper(f"UPDATE {TABLE} SET action = 'x' WHERE link = 3")

    with pytest.raises(CommandError, match=r"\.3 was changed\. Missing in the database: audit_no_update\."):
        call_command("audit_check", stdout=io.StringIO())
