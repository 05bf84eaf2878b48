"""The anchor of the audit log goes to a second place each day: by e-mail to the auditors, and to a webhook.

Whoever empties the log and its heads together leaves nothing here to tell it by: only what somebody else keeps does.
"""

from __future__ import annotations

import json
import logging
import urllib.request
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

from portal.audit.anchors import write_anchor
from portal.audit.models import SentAnchor
from portal.audit.statements import Statement, sign
from portal.changes.changing import change_of_state
from portal.notify.letters import post

from .checking import auditors

KEPT_FOR = timedelta(days=7)
SECONDS = 10
logger = logging.getLogger(__name__)


def send() -> SentAnchor:
    """Once a day a new anchor, by e-mail; to the webhook each hour until it is taken there. Returns the newest."""
    newest = SentAnchor.objects.first()
    if newest is None or timezone.localdate(newest.at) != timezone.localdate():
        newest = _send_new(newest.number + 1 if newest else 1)
    if settings.TONGXIN_ANCHOR_WEBHOOK and newest.posted_at is None and _is_taken(newest.statement):
        newest.posted_at = timezone.now()
        newest.save(update_fields=["posted_at"])
    return newest


def addresses() -> list[str]:
    """Where it goes by e-mail: TONGXIN_ANCHOR_TO, or every auditor."""
    return list(settings.TONGXIN_ANCHOR_TO) or [auditor.email for auditor in auditors()]


@change_of_state
def _send_new(number: int) -> SentAnchor:
    now, to = timezone.now(), addresses()
    said = sign(site=settings.WAGTAILADMIN_BASE_URL, number=number, at=now.isoformat(), anchor=write_anchor())
    sent = SentAnchor.objects.create(number=number, at=now, statement=str(said), receivers=len(to))
    subject, body = _letter(said)
    for address in to:
        post(EmailMessage(subject, body, None, [address]), urgent=False, keep_for=KEPT_FOR)
    return sent


def _letter(said: Statement) -> tuple[str, str]:
    """In every language of the site, as the addresses may be nobody's account; the statement once, at the end."""
    subjects, texts = [], []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            subjects.append(render_to_string("mail/audit_anchor.subject.txt", {"number": said.number}).strip())
            texts.append(render_to_string("mail/audit_anchor.txt").strip())
    return " · ".join(subjects), "\n\n".join([*texts, str(said), settings.WAGTAILADMIN_BASE_URL])


def _is_taken(statement: str) -> bool:
    """Whether the receiver took it: in the form group robots read, whose answer says so by its status."""
    body = json.dumps({"msgtype": "text", "text": {"content": statement}}).encode()
    request = urllib.request.Request(  # noqa: S310  settings refuse all but https
        settings.TONGXIN_ANCHOR_WEBHOOK, body, {"Content-Type": "application/json"}
    )
    try:
        with _opener().open(request, timeout=SECONDS) as answer:
            return bool(200 <= answer.status < 300)
    except (OSError, ValueError) as error:
        logger.error("The anchor could not be posted: %s", type(error).__name__)  # noqa: TRY400  the address is a secret
        return False


def _opener() -> urllib.request.OpenerDirector:
    """Follows nobody elsewhere: what redirects is not the receiver that was named."""
    opener = urllib.request.OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    return opener


_HANDLERS = (
    urllib.request.ProxyHandler,
    urllib.request.HTTPHandler,
    urllib.request.HTTPSHandler,
    urllib.request.HTTPDefaultErrorHandler,
    urllib.request.HTTPErrorProcessor,
)
