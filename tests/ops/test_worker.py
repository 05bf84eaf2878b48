"""The outbox with a real worker: sent after the commit, and once, even when the worker is killed while sending."""

import contextlib
import signal
import sqlite3

import pytest

from tests.ops.conftest import Place, wait_for

pytestmark = pytest.mark.skipif("not __import__('os').path.isdir('/proc/self')", reason="needs /proc")

TELL = """
import django; django.setup()
from django.db import transaction
from portal.accounts.models import User
from portal.notify.outbox import notify
reader = User.objects.create_user("reader@example.test")
with transaction.atomic():
    notify(reader, "for_worker", circle="", key="kept")
with transaction.atomic():
    notify(reader, "for_worker", circle="", key="rolled back")
    transaction.set_rollback(True)
"""
STATE = "SELECT key, state, attempts FROM notify_message WHERE channel = 'email'"
SIGNED_ON = "SELECT queue, pid FROM jobs_worker"
SWEEP = """
import django; django.setup()
from portal.notify.outbox import sweep_outbox
from portal.notify.queues import MAIL
print(sweep_outbox(MAIL))
"""


def tell(place: Place) -> None:
    result = place.run("-c", TELL)
    assert (result.returncode, result.stderr) == (0, "")


def rows(place: Place, question: str) -> list[tuple]:
    """What stands in the database, asked without a process of Django's, which takes two seconds to load."""
    with contextlib.closing(sqlite3.connect(place.var / "db.sqlite3")) as database:
        return database.execute(question).fetchall()


def sent(place: Place) -> int:
    return len(list((place.var / "outbox").glob("*.eml")))


def test_a_running_worker_sends_what_was_committed_and_nothing_else(place):
    worker = place.start("manage.py", "qcluster", Q_CLUSTER_NAME="mail")
    tell(place)
    assert wait_for(lambda: sent(place), 120), place.output()
    assert wait_for(lambda: rows(place, STATE) == [("kept:email", "sent", 1)], 30)
    assert sent(place) == 1
    # While it runs it can be missed; told to stop, it leaves nothing behind.
    assert rows(place, SIGNED_ON) == [("mail", worker.pid)]
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert rows(place, SIGNED_ON) == []


def test_a_worker_killed_while_sending_is_followed_by_one_that_sends_once(place):
    (place.var / "hold").touch()
    first = place.start("manage.py", "qcluster", Q_CLUSTER_NAME="mail")
    tell(place)
    assert wait_for((place.var / "holding").exists, 120), place.output()
    place.kill(first)
    (place.var / "hold").unlink()
    assert sent(place) == 0
    place.start("manage.py", "qcluster", Q_CLUSTER_NAME="mail")
    assert wait_for(lambda: sent(place), 120), place.output()
    assert wait_for(lambda: rows(place, STATE) == [("kept:email", "sent", 2)], 30)
    assert place.run("-c", SWEEP).stdout == "0\n"
    assert sent(place) == 1
