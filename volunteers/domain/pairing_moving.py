"""How a pairing moves from one state to the next: lock, check again, write, audit, tell those concerned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from portal.accounts.models import User
from portal.audit.log import record
from portal.denied import Denied
from portal.notify.outbox import in_each_language, notify

from ..models import Pairing, Volunteer
from ..pairing_enums import PairingRefusal, PairingState

Check = Callable[[Pairing], PairingRefusal | None]


def refuse(reason: PairingRefusal | None) -> None:
    """Raises Denied when there is a reason."""
    if reason is not None:
        raise Denied(reason)


def locked_volunteer(volunteer_id: int) -> Volunteer:
    """The volunteer's row, always locked before a pairing's: nobody is suspended while a pairing starts."""
    rows = Volunteer.objects.unscoped("locked while something of theirs is changed")
    return rows.select_for_update(of=("self",)).select_related("area", "user").get(pk=volunteer_id)


def locked(pairing: Pairing) -> Pairing:
    """The pairing as it is now, held with its volunteer until the transaction ends."""
    volunteer = locked_volunteer(pairing.volunteer_id)
    rows = Pairing.objects.unscoped("the row that is being changed, held for the change")
    related = rows.select_related("area", "child", "proposed_by", "supervisor", "deputy")
    row = related.select_for_update(of=("self",)).get(pk=pairing.pk)
    row.volunteer = volunteer
    return row


def advance(
    pairing: Pairing,
    to: PairingState,
    *,
    by: User | None,
    action: str,
    check: Check,
    tell: Callable[[Pairing], Iterable[User | None]],
    reason: str = "",
    **changes: Any,
) -> Pairing:
    """Move to the state `to` if `check` finds nothing against it, under the lock. Raises Denied.

    `action` names the audit event `pairing.<action>` and the message `pairing_<action>`; `by` is None for the system.
    """
    with transaction.atomic():
        row = locked(pairing)
        refuse(check(row))
        before = row.state
        for name, value in changes.items():
            setattr(row, name, value)
        row.state = to
        row.save()
        announce(row, by=by, action=action, to=tell(row), before=before, after=str(to), reason=reason)
    return row


def announce(row: Pairing, *, by: User | None, action: str, to: Iterable[User | None], **detail: Any) -> None:
    """Write the audit event and the messages, which hold a link and nothing of the child."""
    event = record(f"pairing.{action}", actor=by, target=row, **{k: v for k, v in detail.items() if v})
    for user in {user for user in to if user is not None and user != by}:
        name = "volunteers:my_children" if user == row.volunteer.user else "volunteers:pairing"
        arguments = [] if user == row.volunteer.user else [row.uuid]
        links = in_each_language(partial(_link, name, arguments))
        notify(user, f"pairing_{action}", key=f"pairing.{action}:{event.sequence}:{user.pk}", by_language=links)


def _link(name: str, arguments: list[UUID]) -> dict[str, str]:
    return {"link": settings.WAGTAILADMIN_BASE_URL + reverse(name, args=arguments)}


def nobody(_row: Pairing) -> list[User | None]:
    """A step that only the due list shows."""
    return []


def proposer(row: Pairing) -> list[User | None]:
    """Whoever proposed it."""
    return [row.proposed_by]


def everyone(row: Pairing) -> list[User | None]:
    """The volunteer, and the staff who look after this pairing."""
    return [row.volunteer.user, row.proposed_by, row.supervisor, row.deputy]
