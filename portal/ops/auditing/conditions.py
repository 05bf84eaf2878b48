"""What may be wrong with the audit log, for the operator's list: codes and words, never who or what."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit.models import AuditCheck, AuditEvent, SentAnchor
from portal.audit.protection import unprotected

from ..condition import Check

# What is done daily is late after a day and a half.
LATE = timedelta(hours=36)


def is_broken() -> bool:
    """Whether the newest look at the log found it altered."""
    newest = AuditCheck.objects.first()
    return newest is not None and bool(newest.problem)


def is_unprotected() -> bool:
    """Whether the database lacks one of its triggers now."""
    return bool(unprotected())


def is_unchecked() -> bool:
    """Whether nobody has looked at the whole log for a day and a half."""
    newest = AuditCheck.objects.first()
    return _is_late(newest.at if newest else None)


def is_anchor_unsent() -> bool:
    """Whether no anchor went to a second place for a day and a half: not sent, to nobody, or not taken there."""
    newest = SentAnchor.objects.first()
    if _is_late(newest.at if newest else None):
        return True
    if newest is None:
        return False
    waited = newest.at < timezone.now() - timedelta(hours=2)
    not_taken = bool(settings.TONGXIN_ANCHOR_WEBHOOK) and newest.posted_at is None and waited
    return not_taken or (not settings.TONGXIN_ANCHOR_WEBHOOK and newest.receivers == 0)


def _is_late(done_at: datetime | None) -> bool:
    """Whether it was done too long ago; never done, as soon as the log itself is that old."""
    before = timezone.now() - LATE
    if done_at is not None:
        return done_at < before
    return AuditEvent.objects.filter(at__lt=before).exists()


CHECKS = [
    Check(
        "audit_broken",
        _("The audit log was altered: keep the database as it is, call the auditor, compare with a backup."),
        is_broken,
    ),
    Check(
        "audit_unprotected",
        _("The database does not protect the audit log or reports any more: run manage.py migrate, and find out why."),
        is_unprotected,
    ),
    Check(
        "audit_unchecked",
        _("Nobody has checked the audit log for a day and a half: run manage.py audit_check."),
        is_unchecked,
    ),
    Check(
        "audit_anchor_unsent",
        _("The anchor of the audit log reaches no second place: appoint an auditor, or set TONGXIN_ANCHOR_TO."),
        is_anchor_unsent,
    ),
]
