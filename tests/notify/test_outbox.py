"""notify() writes rows in the business transaction; the worker gets them only if it commits."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from portal.notify.models import Channel, Message, MessageState
from portal.notify.outbox import notify, sweep_outbox
from portal.notify.queues import MAIL
from portal.notify.tasks import deliver
from tests.factories.notify import message


def tell(reader, key="application:1"):
    notify(reader, "for_tests", circle="", key=key, words="hello")


def test_a_message_is_in_the_site_at_once_and_waits_to_be_mailed(reader):
    tell(reader)
    assert dict(Message.objects.values_list("channel", "state")) == {
        Channel.IN_SITE: MessageState.SENT,
        Channel.EMAIL: MessageState.QUEUED,
    }


def test_the_same_key_says_it_once(reader, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        tell(reader)
        tell(reader)
    assert (Message.objects.count(), len(callbacks)) == (2, 1)


def test_another_key_says_it_again(reader):
    tell(reader)
    tell(reader, key="application:2")
    assert Message.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_a_commit_hands_the_email_to_the_worker(reader):
    with transaction.atomic():
        tell(reader)
        assert OrmQ.objects.count() == 0
    assert [(each.key, each.task["func"], each.task["args"]) for each in OrmQ.objects.all()] == [
        ("mail", "portal.notify.tasks.deliver", ("mail",))
    ]


@pytest.mark.django_db(transaction=True)
def test_a_rollback_tells_nobody(reader):
    with transaction.atomic():
        tell(reader)
        transaction.set_rollback(True)
    assert (Message.objects.count(), OrmQ.objects.count()) == (0, 0)


def test_the_sweep_takes_what_waits_and_leaves_what_is_under_way(reader):
    now = timezone.now()
    waiting = message(reader)
    dead = message(reader, state=MessageState.SENDING, attempts=1, claimed_at=now - timedelta(hours=1))
    message(reader, state=MessageState.SENDING, attempts=1, claimed_at=now)
    message(reader, attempts=1, claimed_at=now)
    message(reader, state=MessageState.SENT, attempts=1)
    assert sweep_outbox(MAIL) == 2
    assert [each.task["args"] for each in OrmQ.objects.all()] == [("mail",)]
    deliver("mail")
    assert set(Message.objects.filter(sent_at__isnull=False).values_list("pk", flat=True)) == {waiting.pk, dead.pk}


def test_what_died_with_its_last_attempt_is_given_up_in_sight(reader):
    dead = message(reader, state=MessageState.SENDING, attempts=5, claimed_at=timezone.now() - timedelta(hours=1))
    assert sweep_outbox(MAIL) == 0
    dead.refresh_from_db()
    assert (dead.state, dead.error) == (MessageState.FAILED, "the worker died")


@pytest.mark.django_db
def test_the_sweep_is_scheduled_every_five_minutes():
    assert list(Schedule.objects.filter(name="notify.sweep").values_list("func", "minutes", "repeats")) == [
        ("portal.notify.tasks.sweep", 5, -1)
    ]
