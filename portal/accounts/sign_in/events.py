"""Signing in, failing to, and changing what it is done with, on the record."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.http import HttpRequest

from portal.audit.log import Named, record
from portal.privacy.crypto import blind_index

from ..actions import AccountAction

if TYPE_CHECKING:
    from ..models import User


def signed_in(request: HttpRequest, user: User) -> None:
    """Somebody has just signed in: by which ways, never from where."""
    how = sorted({str(entry.get("method")) for entry in get_authentication_records(request, user)})
    record(AccountAction.SIGNED_IN, actor=user, target=user, how=how)


def failed(address: str, how: str) -> None:
    """A wrong password or code for this address, known or not: the same work for both, and the address stands nowhere.

    What nobody has is named by a keyed hash, so that tries for one address are seen to belong together.
    """
    typed = address.strip().lower()
    known = get_user_model().objects.filter(email=typed).only("uuid").first()
    unknown = uuid.UUID(hex=blind_index(typed, "sign_in.failed")[:32])
    target = Named("accounts.user", str(known.uuid if known else unknown))
    record(AccountAction.SIGN_IN_FAILED, actor=None, target=target, how=how)


def factor_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """A receiver of `authenticator_added`."""
    record(AccountAction.FACTOR_ADDED, actor=user, target=user, factor=str(authenticator.type))


def factor_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """A receiver of `authenticator_removed`."""
    record(AccountAction.FACTOR_REMOVED, actor=user, target=user, factor=str(authenticator.type))


def factor_renewed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """New recovery codes. A receiver of `authenticator_reset`."""
    record(AccountAction.FACTOR_RENEWED, actor=user, target=user, factor=str(authenticator.type))


def password_changed(user: User, **kwargs: Any) -> None:
    """Also the first one, or one after a code. A receiver of `password_changed`, `password_set`, `password_reset`."""
    record(AccountAction.PASSWORD_CHANGED, actor=user, target=user)
