"""A log of the time with one chain is taken over as it is: same events, same digests, and it goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from portal.accounts.models import User
from portal.audit.anchors import Anchor
from portal.audit.log import record
from portal.audit.models import AuditEvent, AuditHead
from portal.audit.strands import digest_of
from portal.audit.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def before() -> Iterator[None]:
    """The tables as they were; afterwards as they are, whatever happens."""
    call_command("migrate", "audit", "0002", verbosity=0)
    yield
    call_command("migrate", "audit", verbosity=0)


def written_then(officer: User, count: int) -> list[AuditEvent]:
    """A chain as the code of then wrote it, with its one head in row 1."""
    events, previous = [], ""
    with connection.cursor() as cursor:
        for link in range(1, count + 1):
            event = AuditEvent(link=link, at=officer.date_joined, actor=officer, action="test.then")
            event.target_type, event.target_id = "x", "1"
            event.digest = previous = digest_of(event, previous, [])
            cursor.execute(
                "INSERT INTO audit_auditevent (sequence, at, action, target_type, target_id, area_path, detail, digest,"
                " actor_id) VALUES (%s, %s, 'test.then', 'x', '1', '', '{}', %s, %s)",
                [link, officer.date_joined, event.digest, officer.pk],
            )
            events.append(event)
        cursor.execute("INSERT INTO audit_audithead (id, sequence, digest) VALUES (1, %s, %s)", [count, previous])
    return events


def test_it_is_whole_goes_on_and_is_still_append_only(before):
    officer = User.objects.create_user("officer@example.test")
    then = written_then(officer, 3)
    call_command("migrate", "audit", verbosity=0)

    assert verify(Anchor.parse(f"3:{then[-1].digest}")).anchor == Anchor(((1, 3),), then[-1].digest)
    assert (record("test.now", actor=officer, target=officer).link, verify().events) == (4, 4)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(link=2).update(action="x")


def test_the_next_strand_has_a_number_of_its_own(before):
    officer = User.objects.create_user("officer@example.test")
    written_then(officer, 1)
    call_command("migrate", "audit", verbosity=0)

    def write_beside() -> None:
        record("test.beside", actor=officer, target=officer)
        connections.close_all()

    if connection.vendor == "sqlite":  # one writer at a time never needs one
        assert AuditHead.objects.create().pk == 2
        return
    with transaction.atomic():
        record("test.now", actor=officer, target=officer)
        thread = threading.Thread(target=write_beside)
        thread.start()
        thread.join(10)
    assert list(AuditHead.objects.order_by("pk").values_list("pk", "links")) == [(1, 2), (2, 1)]
    assert verify().intact
