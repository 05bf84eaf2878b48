"""A message is claimed once, tried again with patience, and given up in sight."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from portal.notify import delivery
from portal.notify.delivery import MAX_ATTEMPTS, deliver_message
from portal.notify.models import Message, MessageState
from tests.factories.notify import message


class BrokenServer:
    """An e-mail backend that refuses everything."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise OSError("reader@example.test is unknown here")


@pytest.fixture
def broken_server(settings):
    settings.MAIL_SERVER = f"{__name__}.BrokenServer"


def reload(sent: Message) -> Message:
    sent.refresh_from_db()
    return sent


def test_an_email_is_sent_in_its_own_words(reader):
    assert deliver_message(message(reader).pk) is True
    assert [(each.to, each.subject, each.body) for each in mail.outbox] == [
        (["reader@example.test"], "About hello", "Dear Reader: hello")
    ]


def test_a_sent_message_says_when(reader):
    sent = message(reader)
    deliver_message(sent.pk)
    assert reload(sent).state == MessageState.SENT
    assert timezone.now() - sent.sent_at < timedelta(minutes=1)


def test_running_the_task_twice_sends_once(reader):
    sent = message(reader)
    assert [deliver_message(sent.pk), deliver_message(sent.pk)] == [True, False]
    assert len(mail.outbox) == 1


def test_a_message_claimed_by_a_living_worker_is_left_to_it(reader):
    sent = message(reader, state=MessageState.SENDING, attempts=1, claimed_at=timezone.now())
    assert deliver_message(sent.pk) is False
    assert mail.outbox == []


def test_a_message_of_a_dead_worker_is_taken_over(reader):
    long_ago = timezone.now() - delivery.stale_after() - timedelta(seconds=1)
    sent = message(reader, state=MessageState.SENDING, attempts=1, claimed_at=long_ago)
    assert deliver_message(sent.pk) is True
    assert reload(sent).attempts == 2


def test_a_claim_is_stale_after_the_timeout_and_before_the_retry(settings):
    stale = delivery.stale_after().total_seconds()
    assert settings.TASK_TIMEOUT < stale < settings.TASK_RETRY


@pytest.mark.usefixtures("broken_server")
def test_a_failed_attempt_waits_for_the_next(reader):
    sent = message(reader)
    assert deliver_message(sent.pk) is False
    assert (reload(sent).state, sent.attempts) == (MessageState.QUEUED, 1)


@pytest.mark.usefixtures("broken_server")
def test_the_kind_of_error_is_kept_and_not_its_text(reader):
    sent = message(reader)
    deliver_message(sent.pk)
    assert reload(sent).error == "OSError"


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 5), (2, 15), (3, 60), (4, 240)])
def test_each_attempt_waits_longer(reader, attempts, minutes):
    early = timezone.now() - timedelta(minutes=minutes, seconds=-30)
    sent = message(reader, attempts=attempts, claimed_at=early)
    assert deliver_message(sent.pk) is False
    Message.objects.update(claimed_at=early - timedelta(minutes=1))
    assert deliver_message(sent.pk) is True


@pytest.mark.usefixtures("broken_server")
def test_the_last_attempt_ends_in_failure(reader):
    sent = message(reader, attempts=MAX_ATTEMPTS - 1, claimed_at=timezone.now() - timedelta(days=1))
    deliver_message(sent.pk)
    assert (reload(sent).state, sent.attempts) == (MessageState.FAILED, MAX_ATTEMPTS)


def test_a_failed_message_is_not_tried_again(reader):
    sent = message(reader, state=MessageState.FAILED, attempts=MAX_ATTEMPTS, claimed_at=timezone.now())
    assert deliver_message(sent.pk) is False
    assert mail.outbox == []


def test_nobody_writes_to_a_closed_account(reader):
    reader.is_active = False
    reader.save()
    sent = message(reader)
    deliver_message(sent.pk)
    assert (reload(sent).state, sent.error, mail.outbox) == (MessageState.FAILED, delivery.NO_LONGER_HERE, [])


def test_every_attempt_has_the_same_identity(reader, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://tongxin.example.test"
    sent = message(reader)
    deliver_message(sent.pk)
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<message-{sent.pk}@tongxin.example.test>"
