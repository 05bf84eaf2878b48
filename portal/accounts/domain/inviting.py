"""Accounts of people who are appointed before they ever signed in."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from portal.audit.log import record

from ..models import User


def invite(email: str, name: str = "", *, by: User | None) -> User:
    """A new account without a password: the first code sent to the address signs in and shows that it is theirs."""
    user = User.objects.create_user(email, display_name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    record("account.invited", actor=by, target=user)
    return user


def forget_unproved_password(user: User) -> None:
    """Somebody else may have signed up with this address before: their password must not open a staff account."""
    if user.has_usable_password() and not EmailAddress.objects.filter(user=user, verified=True).exists():
        user.set_unusable_password()
        user.save(update_fields=["password"])
