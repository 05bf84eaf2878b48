"""Taking away the second step of somebody who has lost phone, key and recovery codes."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from portal.audit.log import record

from ..models import User


def reset_second_step(user: User) -> bool:
    """Forget app, keys and recovery codes and end every session; only the operator at the machine does this.

    Returns whether there was anything to forget.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        count, _of_each = Authenticator.objects.filter(user=user).delete()
        if count:
            _end_sessions(user)
            record("account.second_step_reset", actor=None, target=user)
    return bool(count)


def _end_sessions(user: User) -> None:
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
