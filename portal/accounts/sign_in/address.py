"""Signing in with another address: proved by a code, told to both, taken back from the old mailbox for a week."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied

from ..actions import AccountAction
from ..addresses import fold_address
from .devices import forget_all
from .models import TAKEN_BACK_WITHIN, AddressChange
from .sessions import end_sessions

if TYPE_CHECKING:
    from ..models import User


class AddressReason(models.TextChoices):
    """Why the old address cannot be put back."""

    TOO_LATE = "too_late", _("This link is not valid any more. Call the county office.")
    TAKEN = "taken", _("Another account has this address now. Call the county office.")


def looks_like_another(user: User, address: str) -> bool:
    """Whether somebody else's address reaches the same mailbox or cannot be told from this one by eye."""
    return get_user_model().objects.filter(mailbox=fold_address(address)[:254]).exclude(pk=user.pk).exists()


def note_change(user: User) -> str:
    """The address is about to be changed: keep the old one, end every session, write it down.

    Call it in the transaction of the change. Returns what goes into the link for the old mailbox.
    """
    token = secrets.token_urlsafe(32)
    AddressChange.objects.create(user=user, token=_hashed(token), old_email=user.email)
    end_sessions(user)
    record(AccountAction.ADDRESS_CHANGED, actor=user, target=user)
    return token


def take_back_denied_reason(token: str) -> AddressReason | None:
    """Why whoever has this link cannot put the old address back; None when they can."""
    change = AddressChange.objects.filter(token=_hashed(token), at__gt=timezone.now() - TAKEN_BACK_WITHIN).first()
    if change is None:
        return AddressReason.TOO_LATE
    others = get_user_model().objects.filter(email=change.old_email).exclude(pk=change.user_id)
    return AddressReason.TAKEN if others.exists() else None


@change_of_state
def take_back(token: str) -> None:
    """Put the old address back, for whoever reads its mailbox: they say that it was not they who changed it.

    The password goes, every session ends, every browser is forgotten; the second step stays. The next sign-in is by a
    code to the old address, which is no more than its mailbox opened before the change. Raises Denied.
    """
    owner = AddressChange.objects.filter(token=_hashed(token)).values("user")
    user = get_user_model().objects.select_for_update().filter(pk__in=owner).first()
    reason = take_back_denied_reason(token)
    if reason or user is None:
        raise Denied(reason or AddressReason.TOO_LATE)
    change = AddressChange.objects.get(token=_hashed(token))
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=change.old_email, verified=True, primary=True)
    user.email = change.old_email
    user.set_unusable_password()
    user.save(update_fields=["email", "password"])
    # What was changed later, perhaps by the same stranger, cannot be put back either.
    AddressChange.objects.filter(user=user, pk__gte=change.pk).delete()
    end_sessions(user)
    forget_all(user)
    record(AccountAction.ADDRESS_PUT_BACK, actor=None, target=user)


def forget_old_addresses() -> int:
    """Every hour: remove addresses that cannot be put back any more. Returns how many."""
    return AddressChange.objects.filter(at__lt=timezone.now() - TAKEN_BACK_WITHIN).delete()[0]


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
