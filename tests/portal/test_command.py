"""What every command of ours keeps to: with --json standard output holds one JSON document and nothing else."""

import json

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder


@pytest.mark.django_db
def test_a_migration_that_waits_is_told_beside_the_document(capsys):
    MigrationRecorder.Migration.objects.filter(app="undo").delete()

    call_command("audit_verify", "--json")

    said = capsys.readouterr()
    assert json.loads(said.out)["intact"] is True
    assert "unapplied migration(s)" in said.err
