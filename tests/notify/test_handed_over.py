"""What the mail server took is not sent again when the worker dies, or the database goes, before it is written down."""

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import OperationalError, connection
from django.utils import timezone

from portal.notify import delivery, handed_over
from portal.notify.delivery import deliver_message
from portal.notify.letters import attempt_letter
from portal.notify.models import Message, MessageState, SealedLetter
from portal.notify.outcome import Outcome
from portal.notify.queues import URGENT
from tests.factories.notify import letter, message

# What is committed while the rest is not is the point.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def var(settings, tmp_path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


@contextmanager
def database_gone_after_the_letter():
    """From the moment on in which the mail server has a letter nothing is written any more."""

    def answer(execute, sql, params, many, context):
        if mail.outbox and not sql.startswith("SELECT"):
            raise OperationalError("the database system is shutting down")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(answer), pytest.raises(OperationalError):
        yield


def long_ago():
    return timezone.now() - delivery.stale_after() - timedelta(seconds=1)


def notes(var: Path) -> list[str]:
    return [file.name for file in (var / "handed-over").iterdir()]


def test_a_message_is_taken_up_again_and_not_sent_again(reader, var):
    sent = message(reader)
    with database_gone_after_the_letter():
        deliver_message(sent.pk)
    Message.objects.update(claimed_at=long_ago())
    assert deliver_message(sent.pk) is True
    sent.refresh_from_db()
    assert (sent.state, sent.attempts, len(mail.outbox)) == (MessageState.SENT, 2, 1)
    assert notes(var) == []


def test_a_letter_is_taken_up_again_and_not_sent_again(var):
    sealed = letter()
    with database_gone_after_the_letter():
        attempt_letter(sealed.pk, URGENT, None)
    SealedLetter.objects.update(due_at=long_ago())
    assert attempt_letter(sealed.pk, URGENT, None) is Outcome.SENT
    assert (SealedLetter.objects.count(), len(mail.outbox)) == (0, 1)
    assert notes(var) == []


def test_nothing_is_left_of_what_went_well(reader, var):
    assert deliver_message(message(reader).pk) is True
    assert notes(var) == []


def test_a_message_of_a_restored_database_that_has_the_same_number_is_another_one(reader):
    sent = message(reader)
    with database_gone_after_the_letter():
        deliver_message(sent.pk)
    mail.outbox.clear()
    fields = {"created_at": timezone.now() + timedelta(seconds=1), "claimed_at": long_ago()}
    Message.objects.filter(pk=sent.pk).update(**fields)
    assert deliver_message(sent.pk) is True
    assert len(mail.outbox) == 1


def test_a_folder_that_cannot_be_written_to_stops_no_letter(reader, var):
    (var / handed_over.FOLDER).write_text("in the way")
    assert deliver_message(message(reader).pk) is True
    assert len(mail.outbox) == 1
