"""How the site is doing: what does not stop this process serving, but has to be seen to. Codes, never counts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_q.models import OrmQ, Schedule

from portal.audit.models import AuditEvent
from portal.notify.models import Line, Message, MessageState
from portal.registry import Registry

from .backup.nightly import newest, newest_sent
from .schedules import LATE_FOR, some_are_set_aside, some_are_wrong
from .workers import one_died, one_has_another_key

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

    from portal.accounts.models import User

AWAY_FOR, WAITING_FOR = timedelta(minutes=15), timedelta(minutes=10)
CLOCKS_APART, BACKUP_EVERY = timedelta(seconds=30), timedelta(hours=36)
FREE_AT_LEAST, FREE_SHARE = 2 * 1024**3, 0.05
LATELY = 100


@dataclass(frozen=True)
class Check:
    """One thing that may be wrong: its code for machines, what it means and what to do, and whether it is so now."""

    code: str
    words: StrOrPromise
    is_wrong: Callable[[], bool]
    # Who must not learn of it on the desk.
    is_hidden_from: Callable[[User], bool] = field(default=lambda _user: False)


# Each asks a constant number of cheap questions.
CHECKS: Registry[Check] = Registry()


def wrong_now(user: User | None = None) -> list[Check]:
    """What has to be seen to, in the order of the checks; of it what this person may learn."""
    return [check for check in CHECKS if check.is_wrong() and not (user and check.is_hidden_from(user))]


def mail_is_away() -> bool:
    """Whether a queue has not reached the mail server for a quarter of an hour."""
    return Line.objects.filter(away_since__lte=timezone.now() - AWAY_FOR).exists()


def mail_was_given_up() -> bool:
    """Whether there are e-mails that could not be sent."""
    return Message.objects.filter(state=MessageState.FAILED).exists()


def nobody_works(queue: str) -> Callable[[], bool]:
    """Whether tasks of this queue wait that no worker takes, or its schedules are overdue."""

    def is_so() -> bool:
        now = timezone.now()
        if OrmQ.objects.filter(key=queue, lock__lte=now - WAITING_FOR).exists():
            return True
        of_this = None if queue == settings.Q_CLUSTER["name"] else queue
        return Schedule.objects.exclude(repeats=0).filter(cluster=of_this, next_run__lte=now - LATE_FOR).exists()

    return is_so


def disk_is_full() -> bool:
    """Whether less than a twentieth of the disk is free, and less than 2 GB."""
    usage = shutil.disk_usage(settings.VAR_DIR)
    return usage.free < min(FREE_AT_LEAST, usage.total * FREE_SHARE)


def clock_is_wrong() -> bool:
    """Whether this machine's clock and the database's disagree; SQLite has none of its own."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return bool(abs(cursor.fetchone()[0] - timezone.now()) > CLOCKS_APART)


def clock_went_back() -> bool:
    """Whether what was recorded lately bears a moment still to come: the clock is, or was, wrong. On any database."""
    lately = AuditEvent.objects.order_by("-sequence").values_list("at", flat=True)[:LATELY]
    return any(at > timezone.now() + CLOCKS_APART for at in lately)


def no_backup() -> bool:
    """Whether no folder for nightly backups is named."""
    return not settings.BACKUP_DIR


def backup_is_old() -> bool:
    """Whether the newest backup is older than a day and a half, where there should be one every night."""
    if no_backup():
        return False
    made = newest()
    return made is None or made < timezone.now() - BACKUP_EVERY


def second_place_is_old() -> bool:
    """Whether a second place for backups is named and lacks those of the last day and a half."""
    if no_backup() or not settings.BACKUP_SECOND_DIR:
        return False
    sent = newest_sent()
    return sent is None or sent < timezone.now() - BACKUP_EVERY


OURS = [
    Check(
        "mail_away",
        _(
            "The mail server does not answer: nobody gets codes or alerts by email. What waits is sent by itself when"
            " it is back; until then ring those who handle reports."
        ),
        mail_is_away,
    ),
    Check("mail_given_up", _("Some emails were given up: see “Emails not sent”."), mail_was_given_up),
    Check("queue_work", _("Nobody does the background work. Start: manage.py qcluster"), nobody_works("tongxin")),
    Check(
        "queue_mail", _("Nobody sends the emails. Start: Q_CLUSTER_NAME=mail manage.py qcluster"), nobody_works("mail")
    ),
    Check(
        "queue_urgent",
        _("Nobody sends codes and alerts. Start: Q_CLUSTER_NAME=urgent manage.py qcluster"),
        nobody_works("urgent"),
    ),
    Check(
        "worker_died",
        _("Background processes ended without being stopped, and nobody has started them again."),
        one_died,
    ),
    Check(
        "worker_key",
        _(
            "Background processes run with another SECRET_KEY than the site and drop what it gives them: restart them"
            " and the web server."
        ),
        one_has_another_key,
    ),
    Check(
        "schedules",
        _("Work that should run by itself is missing or set for far too late: restart the background processes."),
        some_are_wrong,
    ),
    Check(
        "schedule_set_aside",
        _(
            "There is a schedule that cannot be read or is none of this site's. It was set aside, the others go on:"
            " find out who wrote it; manage.py upgrade removes it."
        ),
        some_are_set_aside,
    ),
    Check("disk", _("The disk is almost full."), disk_is_full),
    Check(
        "clock",
        _("The clock of this machine and that of the database disagree: set both by the network."),
        clock_is_wrong,
    ),
    Check(
        "clock_went_back",
        _(
            "The audit log holds moments that are still to come: the clock of this machine is wrong or was. Set it by"
            " the network, then restart the background processes."
        ),
        clock_went_back,
    ),
    Check("backup_none", _("No backup is configured."), no_backup),
    Check("backup_old", _("The newest backup is older than a day and a half."), backup_is_old),
    Check(
        "backup_not_sent",
        _("The second place lacks the backups of the last day and a half: can it be reached?"),
        second_place_is_old,
    ),
]
