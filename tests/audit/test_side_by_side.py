"""Whoever reads is written down without waiting for whoever else is writing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Count, Max, Min

from portal.accounts.models import User
from portal.audit.log import record
from portal.audit.models import AuditEvent, AuditHead
from portal.audit.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
TEN_SECONDS = 10


def in_a_thread(work: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_reading_waits_for_no_transaction_that_has_written_an_event():
    """On SQLite it does: there is one writer at a time, whatever is written."""
    actor = User.objects.create_user("busy@example.test")
    record("test.first", actor=actor, target=actor)
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            record("test.held", actor=actor, target=actor)
            held.set()
            let_go.wait(TEN_SECONDS)

    holder = in_a_thread(hold)
    held.wait(TEN_SECONDS)
    began = time.monotonic()
    reader = in_a_thread(lambda: record("test.read", actor=actor, target=actor))
    reader.join(2)
    waited = time.monotonic() - began
    let_go.set()
    holder.join()
    reader.join()

    alone = connection.vendor == "sqlite"
    assert (waited < 1) is not alone
    assert (verify().intact, AuditEvent.objects.count(), AuditHead.objects.count()) == (True, 3, 1 if alone else 2)


def test_twenty_threads_append_without_a_gap():
    actor = User.objects.create_user("busy@example.test")
    faults: list[DatabaseError] = []
    start = threading.Barrier(20)

    def append() -> None:
        try:
            start.wait()
            for step in range(5):
                record("test.done", actor=actor, target=actor, step=step)
        except DatabaseError as error:
            faults.append(error)

    threads = [in_a_thread(append) for _ in range(20)]
    for thread in threads:
        thread.join()

    assert (faults, AuditEvent.objects.count()) == ([], 100)
    links = AuditEvent.objects.values_list("strand").annotate(Count("pk"), Min("link"), Max("link"))
    assert [(last, first) for _strand, count, first, last in links] == [(count, 1) for _strand, count, *_ in links]
    assert 1 <= AuditHead.objects.count() <= 20
    assert verify().intact
