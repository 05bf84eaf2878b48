"""Codes are sealed, sent by a worker, and gone: no page waits for a mail server or fails with it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ

from portal.notify.draining import drain
from portal.notify.letters import forget_expired, opened_letter, post
from portal.notify.models import Line, SealedLetter
from portal.notify.outbox import sweep_outbox
from portal.notify.queues import MAIL, URGENT
from portal.notify.tasks import sweep_urgent
from tests.accounts.test_enumeration import ROUTES
from tests.factories.accounts import member
from tests.factories.notify import letter, message
from tests.notify.test_queues import AwayServer, PickyServer, SilentServer, server

pytestmark = [pytest.mark.django_db, pytest.mark.database]
KNOWN = "known@example.test"


@pytest.fixture
def outbox(settings):
    """As in production: what is sent goes into the outbox."""
    settings.EMAIL_BACKEND = "portal.notify.backends.OutboxBackend"


@pytest.mark.parametrize("kind", [AwayServer, SilentServer])
@pytest.mark.parametrize(("path", "field", "data"), ROUTES, ids=[route[0] for route in ROUTES])
def test_no_page_fails_with_the_mail_server(outbox, settings, kind, path, field, data):
    member(KNOWN)
    server(settings, kind)

    answers = []
    for email in (KNOWN, "unknown@example.test"):
        cache.clear()
        answers.append(Client().post(path, {field: email, **data}).status_code)

    assert answers in ([200, 200], [302, 302])


def test_a_code_asked_for_comes_by_the_worker_and_signs_in(outbox):
    member(KNOWN)
    client = Client()
    asked = client.post("/accounts/login/code/", {"email": KNOWN})
    assert (mail.outbox, SealedLetter.objects.count()) == ([], 1)

    drain(URGENT)

    code = re.search(r"\b\d[\d ]{4,}\d\b", mail.outbox[0].body)[0]
    assert client.post(asked["Location"], {"code": code}).status_code == 302
    assert ("_auth_user_id" in client.session, SealedLetter.objects.count()) == (True, 0)


def test_neither_the_code_nor_the_address_stands_in_the_outbox_or_in_the_queue():
    sealed = SealedLetter.objects.filter(pk=letter().pk).values_list("sealed", flat=True)[0]
    tasks = [row.task for row in OrmQ.objects.all()]

    assert [word for word in ("1234", "reader", "A code") if word in str(sealed) or word in str(tasks)] == []


@pytest.mark.django_db(transaction=True)
def test_posting_calls_the_queue_once():
    for _number in range(3):
        letter()

    assert [(row.key, row.task["args"]) for row in OrmQ.objects.all()] == [("urgent", ("urgent",))]


def test_a_letter_is_sent_once_and_its_row_is_gone():
    letter()

    assert (drain(URGENT), drain(URGENT), len(mail.outbox), SealedLetter.objects.count()) == (1, 0, 1, 0)


def test_a_decoy_is_sent_to_nobody_and_its_row_is_gone():
    letter("")

    assert (drain(URGENT), mail.outbox, SealedLetter.objects.count()) == (0, [], 0)


def test_a_letter_that_a_worker_has_is_left_to_it():
    SealedLetter.objects.filter(pk=letter().pk).update(due_at=timezone.now() + URGENT.claimed_for, attempts=1)

    assert (drain(URGENT), mail.outbox) == (0, [])


def test_a_code_out_of_date_is_not_sent_but_removed():
    SealedLetter.objects.filter(pk=letter().pk).update(expires_at=timezone.now())

    assert (drain(URGENT), mail.outbox, forget_expired(timezone.now())) == (0, [], 1)


def test_the_sweep_removes_what_is_out_of_date():
    SealedLetter.objects.filter(pk=letter().pk).update(expires_at=timezone.now())

    sweep_urgent()

    assert SealedLetter.objects.count() == 0


def test_while_the_server_is_away_a_letter_waits_and_the_others_too(settings):
    letter(), letter()
    server(settings, SilentServer)

    assert (drain(URGENT), Line.objects.get().queue) == (0, "urgent")
    assert sorted(SealedLetter.objects.values_list("attempts", flat=True)) == [0, 1]
    settings.MAIL_SERVER = settings.EMAIL_BACKEND
    SealedLetter.objects.update(due_at=timezone.now())
    assert (sweep_outbox(URGENT), drain(URGENT), SealedLetter.objects.count()) == (2, 2, 0)


def test_a_refused_letter_is_tried_again_a_quarter_of_a_minute_later(settings):
    letter("picky@example.test"), letter()
    server(settings, PickyServer)

    assert (drain(URGENT), [each.to for each in mail.outbox]) == (1, [["reader@example.test"]])
    wait = SealedLetter.objects.get().due_at - timezone.now()
    assert timedelta(seconds=10) < wait <= timedelta(seconds=15)


def test_codes_go_before_alerts_and_mail_waits_elsewhere(reader):
    message(reader, urgent=True, context={"words": "alert"})
    letter(urgent=False)
    letter()

    drain(URGENT)

    assert [each.subject for each in mail.outbox] == ["A code", "About alert"]
    assert (drain(MAIL), len(mail.outbox)) == (1, 3)


def test_every_attempt_at_a_letter_has_the_same_identity(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://tongxin.example.test"
    sealed = letter()

    headers = opened_letter(sealed).extra_headers

    assert headers["Message-ID"] == f"<letter-{sealed.uuid}@tongxin.example.test>"


def test_a_letter_with_files_is_refused():
    with pytest.raises(ValueError, match="no files"):
        post(EmailMessage("s", "b", None, ["a@example.test"], attachments=[("a.txt", "x", "text/plain")]),
             urgent=False, keep_for=timedelta(days=1))  # fmt: skip


def test_a_letter_whose_key_is_lost_is_removed(settings):
    SealedLetter.objects.filter(pk=letter().pk).update(uuid="00000000-0000-0000-0000-000000000001")

    assert (drain(URGENT), mail.outbox, SealedLetter.objects.count()) == (0, [], 0)
