"""Workers that died, that have another key, and tasks that wait while the key is changed: each is noticed."""

import os
import socket
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.core.signing import TimestampSigner
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from django_q.signing import SignedPackage
from django_q.tasks import async_task

from portal.jobs.models import Worker
from portal.ops import attending
from portal.ops.workers import beat, key_digest, sign_again, sign_off, sign_on

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAGE, AGO = "/readyz/codes", timedelta(minutes=5)
NOBODYS_PID = 2**22 + 1
OURS = "portal.jobs.tasks.sweep"


@pytest.fixture(autouse=True)
def punctual():
    """The schedules as they are while workers run."""
    Schedule.objects.update(next_run=timezone.now() + timedelta(minutes=1))


def codes(client):
    return client.get(PAGE).json()["codes"]


def waiting_under(key):
    """A task that waits, signed with another key."""
    async_task(OURS)
    row = OrmQ.objects.latest("pk")
    value = TimestampSigner(salt="tongxin").unsign(row.payload)
    row.payload = TimestampSigner(key=key, salt="tongxin").sign(value)
    row.save()
    return row


def test_workers_that_died_are_told_until_others_are_started_in_their_place(client):
    died = sign_on("mail")
    assert codes(client) == ["backup_none"]
    Worker.objects.filter(pk=died.pk).update(beat_at=timezone.now() - AGO, pid=NOBODYS_PID)
    assert codes(client) == ["worker_died", "backup_none"]

    sign_on("mail")

    assert (codes(client), Worker.objects.count()) == (["backup_none"], 1)


def test_one_of_two_that_died_is_told_though_the_other_does_all_the_work(client):
    sign_on("tongxin")
    Worker.objects.create(queue="tongxin", host="another", pid=7, key=key_digest(), beat_at=timezone.now() - AGO)

    assert codes(client) == ["worker_died", "backup_none"]


def test_workers_that_were_told_to_stop_are_not_missed(client):
    sign_off(sign_on("mail"))

    assert (codes(client), Worker.objects.count()) == (["backup_none"], 0)


def test_a_sign_of_life_ends_the_alarm_and_brings_a_removed_row_back(client):
    worker = sign_on("mail")
    Worker.objects.all().delete()

    beat(worker)

    assert list(Worker.objects.values_list("host", "pid")) == [(socket.gethostname(), os.getpid())]


def test_a_machine_that_is_gone_for_good_is_forgotten_after_a_week():
    Worker.objects.create(queue="mail", host="gone", pid=7, key="", beat_at=timezone.now() - timedelta(days=8))

    sign_on("mail")

    assert Worker.objects.filter(host="gone").count() == 0


def test_workers_with_another_secret_key_are_told(client, settings):
    sign_on("tongxin")
    settings.SECRET_KEY = "another" * 10

    assert codes(client) == ["worker_key", "backup_none"]


def test_tasks_that_wait_while_the_key_is_changed_are_signed_again(settings):
    settings.SECRET_KEY_FALLBACKS = ["former" * 10]
    row = waiting_under("former" * 10)

    assert (sign_again(), sign_again()) == ((1, 0), (0, 0))

    row.refresh_from_db()
    assert SignedPackage.loads(row.payload)["func"] == OURS


def test_tasks_under_a_key_that_is_no_longer_known_are_counted_and_left_to_the_workers(settings, caplog):
    row = waiting_under("lost" * 20)
    payload = row.payload

    attending.begin("mail")

    row.refresh_from_db()
    assert row.payload == payload
    assert [line[:42] for line in caplog.messages if "secret" in line] == ["1 waiting tasks bear an unknown secret key"]


def test_at_start_and_while_they_run_whatever_is_wrong_with_schedules_is_put_right(client):
    Schedule.objects.filter(name="jobs.sweep").update(args="(")
    Schedule.objects.filter(name="cache.expired").update(next_run=timezone.now() + timedelta(days=1))
    worker = attending.begin("tongxin")
    assert codes(client) == ["backup_none"]
    Schedule.objects.filter(name="cache.expired").update(next_run=timezone.now() + timedelta(days=1))

    rounds = iter([False, True])
    attending.attend(worker, lambda _seconds: next(rounds))

    assert codes(client) == ["backup_none"]


def test_the_option_that_works_off_another_queue_than_it_names_is_refused():
    with pytest.raises(CommandError, match=r"Q_CLUSTER_NAME=mail manage\.py qcluster"):
        call_command("qcluster", cluster_name="mail")
