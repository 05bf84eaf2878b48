"""`audit_verify` finds the first event that was changed or removed."""

from __future__ import annotations

import io
import json
import logging

import pytest
from django.core.management import CommandError, call_command

from portal.audit import anchors, walking
from portal.audit.anchors import Anchor, current_anchor
from portal.audit.log import record
from portal.audit.models import AuditEvent
from portal.audit.strands import digest_of
from portal.audit.triggers import TABLE
from portal.audit.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.django_db]
HEAD = "audit_audithead"


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("audit_verify", *options, stdout=out)
    return out.getvalue().strip()


def test_an_empty_log_is_intact(db):
    assert run() == "0 events, all intact. Anchor: none"


def test_an_intact_log_prints_its_anchor(chain):
    assert run() == f"5 events, all intact. Anchor: {chain[0].strand}.5:{chain[-1].digest}"


@pytest.mark.parametrize(
    "change",
    [
        "action = 'x'",
        "area_path = '33'",
        "target_id = 'x'",
        "target_type = 'x'",
        "actor_id = NULL",
        "detail = '{}'",
        "at = '2020-01-01 00:00:00+00:00'",
        "digest = '" + "0" * 64 + "'",
    ],
)
def test_a_changed_event_is_named(chain, tamper, change):
    tamper(f"UPDATE {TABLE} SET {change} WHERE link = 3")

    with pytest.raises(CommandError) as caught:
        run()

    assert (
        str(caught.value)
        == f"Event {chain[0].strand}.3 was changed. Keep this database as it is and compare with a backup."
    )


@pytest.mark.parametrize(
    ("sql", "at"),
    [
        (f"DELETE FROM {TABLE} WHERE link = 3", 3),
        (f"DELETE FROM {TABLE} WHERE link = 1", 1),
        (f"DELETE FROM {TABLE} WHERE link > 3", 4),
        (f"DELETE FROM {TABLE}", 1),
        (f"UPDATE {HEAD} SET links = 9", 6),
        (f"UPDATE {HEAD} SET links = 4", 5),
        (f"DELETE FROM {HEAD}", 1),
    ],
)
def test_a_removed_event_or_a_moved_head_is_found(chain, tamper, sql, at):
    tamper(sql)

    assert verify().broken_at == f"{chain[0].strand}.{at}"


def test_an_honest_digest_without_the_key_is_not_possible(chain, tamper, settings):
    kept, settings.AUDIT_KEY = settings.AUDIT_KEY, "ab" * 32
    forged = digest_of(AuditEvent.objects.get(link=5), chain[3].digest, [])
    settings.AUDIT_KEY = kept
    tamper(f"UPDATE {TABLE} SET digest = %s WHERE link = 5", forged)
    tamper(f"UPDATE {HEAD} SET digest = %s", forged)

    assert verify().broken_at == f"{chain[0].strand}.5"


def test_cutting_the_chain_together_with_its_head_is_found_by_an_anchor(chain, tamper):
    anchor = str(current_anchor())
    tamper(f"DELETE FROM {TABLE} WHERE link > 3")
    tamper(f"UPDATE {HEAD} SET links = 3, digest = %s", chain[2].digest)

    assert verify().intact
    with pytest.raises(CommandError, match=r"^Event \d+\.4 is missing: the anchor names a later one"):
        run("--anchor", anchor)


def test_a_chain_written_anew_is_found_by_an_anchor(chain, tamper, officer):
    anchor = current_anchor()
    tamper(f"DELETE FROM {TABLE} WHERE link > 3")
    tamper(f"UPDATE {HEAD} SET links = 3, digest = %s", chain[2].digest)
    for _ in range(4):
        record("test.other", actor=officer, target=officer)

    assert verify().intact
    assert verify(anchor).broken_at == f"{chain[0].strand}.5"


def test_an_anchor_of_an_earlier_day_still_fits(chain, officer):
    anchor = current_anchor()
    record("test.later", actor=officer, target=officer)

    assert verify(anchor).intact


@pytest.mark.parametrize(
    "text", ["5", "5:abc", "x:" + "0" * 64, "1.x:" + "0" * 64, "1.5,:" + "0" * 64, ":" + "0" * 64, ""]
)
def test_a_mistyped_anchor_is_refused(text):
    with pytest.raises(ValueError, match=r"written STRAND\.LINK"):
        Anchor.parse(text)


def test_json_of_an_intact_and_of_a_broken_log(chain, tamper, capsys):
    assert json.loads(run("--json")) == {
        "intact": True,
        "events": 5,
        "anchor": f"{chain[0].strand}.5:{chain[-1].digest}",
    }

    tamper(f"UPDATE {TABLE} SET action = 'x' WHERE link = 3")
    with pytest.raises(SystemExit) as caught:
        call_command("audit_verify", "--json")

    assert caught.value.code == 1
    assert json.loads(capsys.readouterr().out) == {
        "intact": False,
        "events": 2,
        "anchor": "none",
        "broken_at": f"{chain[0].strand}.3",
        "problem": "was changed",
    }


def test_a_long_log_is_read_in_chunks(chain, monkeypatch, officer):
    monkeypatch.setattr(walking, "CHUNK", 2)

    assert verify().events == 5


def test_the_anchor_is_written_to_the_log_of_the_machine(chain, caplog):
    with caplog.at_level(logging.WARNING):
        anchor = anchors.write_anchor()

    assert str(anchor) == f"{chain[0].strand}.5:{chain[-1].digest}"
    assert caplog.messages == [f"audit anchor {anchor}"]
