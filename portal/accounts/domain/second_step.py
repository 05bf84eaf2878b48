"""Taking away the second step of somebody who has lost phone, key and recovery codes."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.locking import locked

from ..actions import AccountAction
from ..models import User
from ..sign_in.devices import forget_all
from ..sign_in.sessions import end_sessions


@change_of_state
def reset_second_step(user: User) -> bool:
    """Forget app, keys and recovery codes and end every session; only the operator at the machine does this.

    Returns whether there was anything to forget.
    """
    user = locked(user)
    count, _of_each = Authenticator.objects.filter(user=user).delete()
    if count:
        end_sessions(user)
        forget_all(user)
        record(AccountAction.SECOND_STEP_RESET, actor=None, target=user)
    return bool(count)
