"""Telling the desk that something waits: at most one message to each officer in ten minutes, without a word of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.notify.models import Message
from portal.notify.outbox import in_each_language, notify

from ..concern_enums import ConcernState
from ..models import Concern
from .concerns_people import alerted_for, operators

BATCH = timedelta(minutes=10)
WAITING, UNOPENABLE = "concern_waiting", "concern_unopenable"
AT_MOST, LONG_AGO = 200, timedelta(days=3650)


def alert(concern: Concern) -> None:
    """Tell everyone who may open this report that something waits; call it in the transaction of what happened."""
    people = alerted_for(concern)
    for user in people:
        _tell(user, WAITING)
    for user in operators(concern) if not people else []:
        _tell(user, UNOPENABLE)


def _tell(user: User, template: str) -> None:
    """The key holds the ten minutes, so a flood of reports is one message."""
    batch = int(timezone.now().timestamp() // BATCH.total_seconds())
    links = in_each_language(lambda: {"url": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('children:concerns')}"})
    notify(user, template, key=f"{template}:{user.pk}:{batch}", by_language=links)


def alert_again() -> int:
    """Tell of what came in after an officer's last message of the same ten minutes, or while nobody could open it.

    Run every ten minutes. Returns how many reports wait.
    """
    rows = Concern.objects.unscoped("the site itself looks for what nobody has been told of")
    waiting = Q(state=ConcernState.RECEIVED) | Q(added_at__isnull=False)
    found = list(rows.filter(waiting).order_by("-received_at")[:AT_MOST])
    for concern in found:
        people = alerted_for(concern)
        since = concern.added_at or concern.received_at
        for user in people:
            if _last_told(user) < since:
                _tell(user, WAITING)
        for user in operators(concern) if not people else []:
            _tell(user, UNOPENABLE)
    return len(found)


def _last_told(user: User) -> datetime:
    told = Message.objects.filter(recipient=user, template=WAITING).aggregate(last=Max("created_at"))["last"]
    return told or timezone.now() - LONG_AGO
