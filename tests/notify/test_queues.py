"""Each kind of message has a queue of its own, waits in it once, and outlives a mail server that is away."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from portal.notify.draining import drain
from portal.notify.inbox import inbox_of, unread_count
from portal.notify.models import Channel, Line, Message, MessageState
from portal.notify.outbox import notify, sweep_outbox, withdraw
from portal.notify.queues import MAIL, URGENT, is_called, wake
from tests.factories.notify import message

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TEN_MINUTES = timedelta(minutes=10)


class AwayServer(BaseEmailBackend):
    """Nobody answers the telephone."""

    def open(self):
        raise ConnectionRefusedError

    def send_messages(self, messages):
        raise ConnectionRefusedError


class SilentServer(BaseEmailBackend):
    """Answers, and then says nothing more."""

    def send_messages(self, messages):
        raise TimeoutError


class PickyServer(BaseEmailBackend):
    """Refuses one address."""

    def send_messages(self, messages):
        if messages[0].to == ["picky@example.test"]:
            raise SMTPRecipientsRefused({})
        mail.outbox.extend(messages)
        return len(messages)


def server(settings, kind):
    settings.MAIL_SERVER = f"{__name__}.{kind.__name__}"


def calls():
    return [(row.key, row.task["args"]) for row in OrmQ.objects.order_by("pk")]


def states():
    return list(Message.objects.order_by("pk").values_list("state", "attempts", "hindered"))


def test_thirty_waiting_messages_are_queued_once_however_often_the_sweep_comes(reader):
    for _number in range(30):
        message(reader)

    counts = []
    for _round in range(7):
        sweep_outbox(MAIL)
        counts.append(OrmQ.objects.count())

    assert counts == [1] * 7


@pytest.mark.django_db(transaction=True)
def test_thirty_messages_of_one_morning_wait_as_one_task_and_are_all_sent_by_it(reader):
    for number in range(30):
        with transaction.atomic():
            notify(reader, "for_tests", circle="", key=f"k{number}", words="hello")

    assert (calls(), drain(MAIL), len(mail.outbox)) == ([("mail", ("mail",))], 30, 30)


@pytest.mark.django_db(transaction=True)
def test_what_is_urgent_waits_behind_no_mail(reader):
    for urgent in (False, True):
        with transaction.atomic():
            notify(reader, "for_tests", circle="", key=f"{urgent}", urgent=urgent, words="hello")

    assert calls() == [("mail", ("mail",)), ("urgent", ("urgent",))]
    assert (drain(URGENT), [each.to for each in mail.outbox]) == (1, [["reader@example.test"]])
    assert Message.objects.get(key="False:email").state == MessageState.QUEUED


def test_a_task_that_a_worker_has_taken_does_not_keep_others_from_being_called(reader):
    wake(MAIL)
    OrmQ.objects.update(lock=timezone.now() + TEN_MINUTES)

    assert (is_called(MAIL), wake(MAIL), wake(MAIL)) == (False, True, False)


def test_another_task_in_the_queue_is_no_call(reader):
    from django_q.tasks import async_task

    async_task("portal.jobs.tasks.run", 1, cluster="urgent")

    assert (wake(URGENT), wake(URGENT)) == (True, False)


def test_the_sweeps_and_the_alerts_are_run_by_the_workers_of_their_queue():
    rows = Schedule.objects.filter(cluster__isnull=False).order_by("name").values_list("name", "cluster")

    assert list(rows) == [
        ("concerns.alert", "urgent"),
        ("concerns.onwards", "urgent"),
        ("notify.sweep", "mail"),
        ("notify.sweep_urgent", "urgent"),
    ]


def test_a_server_that_is_away_costs_no_message_an_attempt(reader, settings):
    for _number in range(3):
        message(reader)
    server(settings, AwayServer)

    assert [drain(MAIL) for _round in range(20)] == [0] * 20
    assert (states(), Line.objects.get().away_since is not None) == ([("queued", 0, False)] * 3, True)


def test_a_silent_server_costs_one_message_an_attempt_and_the_others_none(reader, settings):
    for _number in range(3):
        message(reader)
    server(settings, SilentServer)

    assert drain(MAIL) == 0
    assert states() == [("queued", 1, True), ("queued", 0, False), ("queued", 0, False)]


def test_an_address_that_is_refused_holds_up_nobody_else(reader, settings):
    from portal.accounts.models import User

    message(User.objects.create_user("picky@example.test"))
    message(reader)
    server(settings, PickyServer)

    assert (drain(MAIL), states()) == (1, [("queued", 1, False), ("sent", 1, False)])
    assert Line.objects.get().away_since is None


def test_what_was_given_up_for_want_of_a_server_is_sent_when_it_is_back(reader):
    ago = timezone.now() - timedelta(hours=1)
    Line.objects.create(queue="mail", away_since=ago)
    for _number in range(3):
        message(reader, state=MessageState.FAILED, attempts=5, claimed_at=ago, hindered=True, error="TimeoutError")
    message(reader, state=MessageState.FAILED, attempts=5, claimed_at=ago, error="SMTPRecipientsRefused")

    assert (sweep_outbox(MAIL), drain(MAIL), drain(MAIL)) == (1, 1, 2)
    assert [state for state, _attempts, _hindered in states()] == ["sent"] * 3 + ["failed"]
    assert Line.objects.get().away_since is None


def test_what_is_older_than_a_week_is_not_taken_up_again(reader):
    now = timezone.now()
    Line.objects.create(queue="mail", away_since=now)
    message(reader, state=MessageState.FAILED, attempts=5, hindered=True, created_at=now - timedelta(days=8))

    assert (sweep_outbox(MAIL), OrmQ.objects.count()) == (0, 0)


def test_while_the_server_is_away_one_message_every_quarter_of_an_hour_goes_first(reader, settings):
    now = timezone.now()
    Line.objects.create(queue="mail", away_since=now)
    for _number in range(3):
        message(reader, state=MessageState.FAILED, attempts=5, hindered=True, claimed_at=now - timedelta(hours=1))
    server(settings, SilentServer)

    rounds = []
    for _round in range(5):
        rounds.append(sweep_outbox(MAIL))
        drain(MAIL)

    assert (rounds, states()) == ([1, 1, 1, 0, 0], [("failed", 5, True)] * 3)


def test_a_message_that_can_be_taken_back_waits_in_the_site_and_in_the_mail(reader):
    notify(reader, "for_tests", circle="", key="k", not_before=timezone.now() + TEN_MINUTES, words="hello")

    assert (list(inbox_of(reader)), unread_count(reader), sweep_outbox(MAIL), drain(MAIL)) == ([], 0, 0, 0)


def test_its_time_come_it_is_told(reader):
    notify(reader, "for_tests", circle="", key="k", not_before=timezone.now() - timedelta(seconds=1), words="hello")

    assert (unread_count(reader), sweep_outbox(MAIL), drain(MAIL), len(mail.outbox)) == (1, 1, 1, 1)


def test_what_is_taken_back_is_told_to_nobody(reader):
    for key in ("event.1:7", "event.1:8", "event.11:7"):
        notify(reader, "for_tests", circle="", key=key, not_before=timezone.now() + TEN_MINUTES, words="hello")

    assert withdraw("event.1") == 4
    assert list(Message.objects.filter(channel=Channel.EMAIL).values_list("key", flat=True)) == ["event.11:7:email"]


def test_what_was_told_is_not_taken_back(reader):
    notify(reader, "for_tests", circle="", key="k", not_before=timezone.now() - timedelta(seconds=1), words="hello")
    notify(reader, "for_tests", circle="", key="k2", words="hello")

    assert (withdraw("k"), withdraw("k2"), Message.objects.count()) == (0, 0, 4)


@pytest.mark.parametrize(("seconds", "mail", "urgent"), [(60, 20, 5), (6, 2, 2)])
def test_a_task_ends_by_itself_long_before_it_is_stopped_in_the_middle_of_a_letter(settings, seconds, mail, urgent):
    settings.TASK_TIMEOUT, settings.URGENT_TASK_TIMEOUT = seconds, min(20, seconds)
    assert (MAIL.piece, URGENT.piece) == (mail, urgent)
