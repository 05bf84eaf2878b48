"""Ending every session of a person at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import F

from portal.audit.log import record
from portal.changes.changing import change_of_state

from ..actions import AccountAction

if TYPE_CHECKING:
    from ..models import User


def end_sessions(user: User) -> None:
    """Sign the person out everywhere from their next request on; what they were doing then is lost.

    Call it inside the transaction of what ends their sessions. No table of sessions is walked: each session holds a
    proof made with this number (`User.get_session_auth_hash`), and of the old number none is good any more, on any
    server, even when a closed account is opened again.
    """
    get_user_model().objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])


@change_of_state
def sign_out_everywhere(user: User) -> None:
    """End all of the person's sessions and know none of their browsers any more, as after a theft."""
    from .devices import forget_all

    end_sessions(user)
    forget_all(user)
    record(AccountAction.SIGNED_OUT_EVERYWHERE, actor=user, target=user)
