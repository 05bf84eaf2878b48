"""Accounts of people who are appointed before they ever signed in."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from portal.audit.log import record
from portal.changes.denied import Denied

from ..actions import AccountAction
from ..addresses import is_odd
from ..change_enums import ChangeReason
from ..models import User
from .identities import look_alikes


def invite(email: str, name: str = "", *, by: User | None) -> User:
    """A new account without a password: the first code sent to the address signs in and shows that it is theirs.

    Raises Denied when the address cannot be told apart from that of an account that exists.
    """
    if look_alikes(email):
        raise Denied(ChangeReason.LOOKS_ALIKE)
    user = User.objects.create_user(email, display_name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    record(AccountAction.INVITED, actor=by, target=user)
    return user


def forget_unproved_password(user: User) -> None:
    """Somebody else may have signed up with this address before: their password must not open a staff account."""
    if user.has_usable_password() and not EmailAddress.objects.filter(user=user, verified=True).exists():
        user.set_unusable_password()
        user.save(update_fields=["password"])


def account_of(email: str, name: str = "", *, by: User | None) -> User:
    """The account with this address, made when there is none. Raises Denied for a look-alike of another account.

    An honest address is not refused because somebody without any role has signed up with a look-alike of it.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        return invite(email, name, by=by)
    alike = [other for other in look_alikes(email) if is_odd(email) or other.assignments.exists()]
    if alike:
        raise Denied(ChangeReason.LOOKS_ALIKE)
    return user
