"""Several strands are as good as one chain: whoever removes an event must remove all that came after it."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest
from django.db import transaction

from portal.audit.anchors import Anchor, current_anchor
from portal.audit.log import Happening, record, record_many
from portal.audit.models import AuditEvent, AuditHead
from portal.audit.strands import parse_seen
from portal.audit.triggers import TABLE
from portal.audit.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.django_db]
HEAD = "audit_audithead"


@pytest.fixture
def both(chain, beside, officer) -> tuple[int, int]:
    """Five events on the first strand, two on the second, and one on the first that has seen both."""
    second = beside("beside.1").strand
    beside("beside.2")
    record("test.last", actor=officer, target=officer)
    return chain[0].strand, second


def test_an_event_names_once_what_it_saw_of_the_others(both, officer):
    first, second = both
    events = AuditEvent.objects.order_by("sequence")
    assert list(events.values_list("strand", "link", "seen"))[5:] == [
        (second, 1, f"{first}:5"),
        (second, 2, ""),
        (first, 6, f"{second}:2"),
    ]
    assert record("test.again", actor=officer, target=officer).seen == ""


def test_many_written_at_once_see_the_others_once(both, officer):
    first, _second = both

    record_many(Happening("test.many", officer, officer, {"step": step}) for step in range(3))

    events = AuditEvent.objects.order_by("sequence").filter(action="test.many")
    assert list(events.values_list("strand", "link", "seen")) == [(first, link, "") for link in (7, 8, 9)]
    assert verify().intact


def test_many_on_a_strand_beside_are_intact_and_go_with_their_change(chain, beside, officer):
    second = beside("beside.1").strand
    with transaction.atomic():
        record_many(Happening("test.lost", officer, officer) for _step in range(3))
        transaction.set_rollback(True)
    record_many(Happening("test.many", officer, officer) for _step in range(3))

    kept = AuditEvent.objects.order_by("sequence").filter(action__startswith="test.")
    assert list(kept.values_list("action", "link", "seen"))[-3:] == [
        ("test.many", 6, f"{second}:1"),
        ("test.many", 7, ""),
        ("test.many", 8, ""),
    ]
    assert not kept.filter(action="test.lost").exists()
    assert verify().intact


def test_all_strands_are_intact_and_have_one_anchor(both):
    first, second = both
    found = verify()

    assert (found.intact, found.events, found.anchor) == (True, 8, current_anchor())
    assert str(found.anchor).startswith(f"{first}.6,{second}.2:")
    assert Anchor.parse(str(found.anchor)) == found.anchor
    assert verify(found.anchor).intact


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        (f"UPDATE {TABLE} SET action = 'x' WHERE strand = %(second)s AND link = 2", "{second}.2 was changed"),
        (f"UPDATE {TABLE} SET action = 'x' WHERE strand = %(first)s AND link = 5", "{first}.5 was changed"),
        (f"UPDATE {TABLE} SET digest = '{'0' * 64}' WHERE strand = %(second)s AND link = 2", "{second}.2 was changed"),
        (f"UPDATE {TABLE} SET seen = '' WHERE strand = %(first)s AND link = 6", "{first}.6 was changed"),
        (f"UPDATE {TABLE} SET seen = 'x' WHERE strand = %(first)s AND link = 6", "{first}.6 was changed"),
        (f"UPDATE {TABLE} SET strand = %(first)s, link = 7 WHERE strand = %(second)s AND link = 2", None),
        (f"DELETE FROM {TABLE} WHERE strand = %(second)s AND link = 1", "{second}.1 is missing"),
        (f"UPDATE {HEAD} SET seen = '' WHERE id = %(first)s", "{first}.7 is missing at the end"),
        (f"UPDATE {HEAD} SET seen = 'x' WHERE id = %(first)s", "{first}.6 was changed"),
        (f"UPDATE {HEAD} SET links = 1 WHERE id = %(second)s", None),
        (f"DELETE FROM {HEAD} WHERE id = %(second)s", "{second}.1 lies beyond the head"),
    ],
)
def test_tampering_with_any_strand_is_found(both, tamper, sql, broken):
    first, second = both
    tamper(sql % {"first": first, "second": second})

    found = verify()
    assert not found.intact
    told = f"{found.broken_at} {found.problem}"
    assert broken is None or told.startswith(broken.format(first=first, second=second))


class TestAStrandThatAnotherHasSeen:
    """Without an anchor: the second strand is short, and its head is made to fit."""

    def test_cannot_be_cut_short(self, both, tamper):
        kept = AuditEvent.objects.get(strand=both[1], link=1)
        tamper(f"DELETE FROM {TABLE} WHERE strand = %s AND link > 1", both[1])
        tamper(f"UPDATE {HEAD} SET links = 1, digest = %s WHERE id = %s", kept.digest, both[1])

        assert verify().problem == f"is missing: event {both[0]}.6 has seen it"

    def test_cannot_vanish_whole(self, both, tamper):
        tamper(f"DELETE FROM {TABLE} WHERE strand = %s", both[1])
        tamper(f"DELETE FROM {HEAD} WHERE id = %s", both[1])

        assert (verify().broken_at, verify().intact) == (f"{both[1]}.2", False)


class TestWhatNobodyHasSeenYet:
    """The last events of all: only an anchor kept elsewhere knows of them, as with a single chain."""

    def test_a_strand_cut_short_is_found_by_the_anchor(self, both, beside, tamper):
        kept = AuditEvent.objects.get(strand=both[1], link=2)
        seen = AuditHead.objects.get(pk=both[1]).seen
        beside("beside.last")
        anchor = current_anchor()
        tamper(f"DELETE FROM {TABLE} WHERE strand = %s AND link > 2", both[1])
        tamper(f"UPDATE {HEAD} SET links = 2, digest = %s, seen = %s WHERE id = %s", kept.digest, seen, both[1])

        assert verify().intact
        found = verify(anchor)
        assert (found.broken_at, found.problem) == (f"{both[1]}.3", "is missing: the anchor names a later one")

    def test_a_whole_strand_is_found_by_the_anchor(self, chain, beside, tamper):
        second = beside("beside.1").strand
        anchor = current_anchor()
        tamper(f"DELETE FROM {TABLE} WHERE strand = %s", second)
        tamper(f"DELETE FROM {HEAD} WHERE id = %s", second)

        assert verify().intact
        assert verify(anchor).broken_at == f"{second}.1"

    def test_a_strand_written_anew_is_found_by_the_anchor(self, chain, beside, tamper):
        second = beside("beside.1").strand
        anchor = current_anchor()
        tamper(f"DELETE FROM {TABLE} WHERE strand = %s", second)
        tamper(f"DELETE FROM {HEAD} WHERE id = %s", second)
        AuditHead.objects.create(pk=second)
        beside("beside.other")

        assert verify().intact
        assert verify(anchor).problem.endswith("the log was rewritten")


def test_an_older_anchor_of_several_strands_still_fits(both, beside, officer):
    anchor = current_anchor()
    beside("beside.later")
    record("test.later", actor=officer, target=officer)

    assert verify(anchor).intact


class TestTheChainOfTheTimeWithOneEnd:
    """Its digests were made without strands; they are the beginning of the first strand."""

    @pytest.fixture
    def old(self, officer, settings):
        """One event as it was written then."""
        event = AuditEvent(strand=1, link=1, actor=officer, action="test.old", target_type="x", target_id="1")
        event.at, event.detail = officer.date_joined, {"fields": ["address"]}
        at = int(event.at.timestamp()) * 1_000_000 + event.at.microsecond
        body = ["", 1, at, officer.pk, "test.old", "x", "1", "", event.detail]
        text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        event.digest = hmac.new(bytes.fromhex(settings.AUDIT_KEY), text.encode(), hashlib.sha256).hexdigest()
        event.save(force_insert=True)
        AuditHead.objects.create(pk=1, links=1, digest=event.digest)
        return event

    def test_is_intact_and_goes_on(self, old, officer):
        record("test.new", actor=officer, target=officer)

        assert verify().anchor.links == ((1, 2),)

    def test_its_anchors_still_count(self, old, officer):
        record("test.new", actor=officer, target=officer)

        assert verify(Anchor.parse(f"1:{old.digest}")).intact
        assert not verify(Anchor.parse("1:" + "0" * 64)).intact
        assert verify(Anchor.parse("3:" + "0" * 64)).broken_at == "1.3"


@pytest.mark.parametrize("text", ["x", "1:", "1", "1:2:3", "a:1"])
def test_what_an_event_has_seen_is_read_strictly(text):
    with pytest.raises(ValueError, match=r"unpack|invalid literal"):
        parse_seen(text)
