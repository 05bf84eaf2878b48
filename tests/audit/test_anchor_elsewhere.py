"""The anchor goes to a second place, signed: wiping the log and its heads together is found."""

from __future__ import annotations

import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal.accounts.enums import Role
from portal.audit.anchors import current_anchor
from portal.audit.comparing import Outcome, compare
from portal.audit.log import record
from portal.audit.models import AuditEvent, AuditHead, SentAnchor
from portal.audit.statements import NotAStatement, public_key, read, sign
from portal.audit.triggers import TABLE
from portal.notify.draining import drain
from portal.notify.models import SealedLetter
from portal.notify.queues import QUEUES
from portal.ops.auditing.sending import send

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def auditor(staff):
    return staff(Role.AUDITOR)


@pytest.fixture
def kept(auditor, chain):
    """The e-mail of the day, as the auditor keeps it."""
    send()
    drain(QUEUES["mail"])
    return mail.outbox[-1]


def wipe(tamper):
    tamper(f"DELETE FROM {TABLE}")
    AuditHead.objects.all().delete()


def test_the_auditors_get_it_by_mail_once_a_day(kept, auditor):
    send()

    assert (kept.to, SentAnchor.objects.count(), SealedLetter.objects.count()) == ([auditor.email], 1, 0)
    assert compare(kept.body).outcome == Outcome.HOLDS


def test_addresses_of_the_settings_come_before_the_auditors(auditor, chain, settings):
    settings.TONGXIN_ANCHOR_TO = ["kept@example.test"]
    send()
    drain(QUEUES["mail"])

    assert [each.to for each in mail.outbox] == [["kept@example.test"]]


def test_wiping_the_log_and_its_heads_together_is_found(kept, tamper):
    wipe(tamper)
    call_command("audit_verify", stdout=io.StringIO())  # alone it finds nothing: it is empty and intact

    assert compare(kept.body).outcome == Outcome.MISSING


def test_a_log_written_anew_is_found(kept, tamper, officer):
    wipe(tamper)
    for step in range(5):
        record("test.done", actor=officer, target=officer, step=step)
    AuditHead.objects.update(id=read(kept.body).anchor.partition(".")[0])
    AuditEvent.objects.filter(pk=None)
    tamper(f"UPDATE {TABLE} SET strand = %s", int(read(kept.body).anchor.partition(".")[0]))

    assert compare(kept.body).outcome == Outcome.REWRITTEN


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        (lambda body: body.replace("number: 1", "number: 2"), Outcome.FALSE),
        (lambda body: "\r\n".join(f"> {line}" for line in body.splitlines()), Outcome.HOLDS),
        (lambda body: body.replace("signature: ", "signature: A"), Outcome.FALSE),
        (lambda body: body.partition("signature")[0], Outcome.UNREADABLE),
        (lambda body: "您好", Outcome.UNREADABLE),
    ],
)
def test_what_came_back_is_read_as_it_is(kept, changed, outcome):
    assert compare(changed(kept.body)).outcome == outcome


def test_another_sites_anchor_is_not_ours(chain, settings):
    said = str(sign(site="https://x", number=1, at="2026-11-28T00:00:00+00:00", anchor=current_anchor()))
    settings.AUDIT_KEY = "44" * 32

    assert not read(said).is_ours


def test_nothing_is_read_from_nothing():
    with pytest.raises(NotAStatement):
        read("")


def test_the_command_compares_with_a_message_in_a_file(kept, tamper, tmp_path):
    path = tmp_path / "mail.txt"
    path.write_text(kept.body, encoding="utf-8")
    call_command("audit_verify", "--message", str(path), stdout=io.StringIO())
    wipe(tamper)

    with pytest.raises(CommandError, match="is missing: the anchor names a later one"):
        call_command("audit_verify", "--message", str(path), stdout=io.StringIO())


def test_the_public_key_is_printed():
    out = io.StringIO()
    call_command("audit_anchor", "--public-key", stdout=out)

    assert out.getvalue().strip() == public_key().strip()


def test_the_auditor_compares_on_the_desk_and_that_is_on_the_record(kept, auditor, sign_in, tamper):
    browser, page = sign_in(auditor), reverse("desk:audit_anchor")

    assert browser.post(page, {"message": kept.body}).context["comparison"].outcome == Outcome.HOLDS
    assert AuditEvent.objects.filter(action="audit.compared", actor=auditor, detail__outcome="holds").count() == 1
    answer = browser.post(page, {"message": "您好"})
    assert (answer.context["comparison"].outcome, answer.context["form"]["message"].value()) == ("unreadable", "您好")


class Receiver(BaseHTTPRequestHandler):
    """A group robot that answers as it is told."""

    def do_POST(self):
        self.server.got.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(self.server.answers.pop(0))
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def robot(settings):
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.got, server.answers = [], [500, 302, 200]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.TONGXIN_ANCHOR_WEBHOOK = f"http://127.0.0.1:{server.server_port}/robot"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_webhook_is_asked_until_it_takes_the_same_anchor(robot, chain):
    taken = [send().posted_at is not None for _hour in range(4)]

    assert taken == [False, False, True, True]
    assert len(robot.got) == 3
    assert len(set(robot.got)) == 1
