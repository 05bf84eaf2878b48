"""From a proposal to the first visit: propose, consent, hear the child, approve, start; or decline."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from children.ledger.models import Child
from portal.accounts.models import User
from portal.changes.changing import change_of_state

from ...application.enums import ServiceType
from ...application.models import Volunteer
from ..enums import Answer, ConsentWay, DeclineReason, PairingRefusal, PairingState
from ..models import Pairing
from .moving import advance, announce, everyone, locked_volunteer, nobody, proposer, refuse
from .posts import posts_denied_reason
from .rules import (
    activate_denied_reason,
    approve_denied_reason,
    consent_denied_reason,
    day_denied_reason,
    decline_denied_reason,
    heard_denied_reason,
    pair_denied_reason,
)
from .supervision import naming, to_be_asked


@change_of_state
def propose(
    child: Child, volunteer: Volunteer, *, by: User, services: Collection[str], is_primary: bool = True
) -> Pairing:
    """Propose a volunteer for a child; the proposal takes a place of the volunteer's caseload. Raises Denied."""
    wanted = sorted(set(services) & set(ServiceType.values))
    refuse(None if wanted else PairingRefusal.NO_SERVICE)
    held = locked_volunteer(volunteer.pk)
    current = _as_it_is(child)
    refuse(pair_denied_reason(current, held, by, is_primary=is_primary))
    row = Pairing.objects.create(
        child=current,
        volunteer=held,
        area=current.area,
        services=wanted,
        is_primary=is_primary,
        proposed_by=by,
    )
    announce(row, by=by, action="proposed", to=[])
    return row


def _as_it_is(child: Child) -> Child:
    rows = Child.objects.unscoped("the caller has found the child in its own scope; locked while being paired")
    return rows.select_for_update(of=("self",), no_key=True).select_related("area").get(pk=child.pk)


def record_consent(pairing: Pairing, *, by: User, on: date, answer: Answer, way: ConsentWay, name: str) -> Pairing:
    """What the guardian answered, when, how and who (Personal Information Protection Law, art. 31). Raises Denied.

    Only a yes goes on; a no ends it, and whoever is not sure is asked again.
    """
    refuse(day_denied_reason(on))
    return _answered(
        pairing,
        answer,
        _AFTER_GUARDIAN,
        by=by,
        check=lambda row: consent_denied_reason(row, by),
        guardian_answer=answer,
        consent_on=on,
        consent_way=way,
        consent_name=name,
        consent_recorded_by=by,
    )


def record_child_heard(pairing: Pairing, *, by: User, on: date, answer: Answer, words: str) -> Pairing:
    """The child was asked and said what it wants (Minors Protection Law, art. 4). Raises Denied.

    Only a yes goes on; a no ends it, and a child that is not sure is asked again.
    """
    refuse(day_denied_reason(on))
    return _answered(
        pairing,
        answer,
        _AFTER_CHILD,
        by=by,
        check=lambda row: heard_denied_reason(row, by),
        child_answer=answer,
        heard_on=on,
        heard_by=by,
        heard_words=words,
    )


@dataclass(frozen=True)
class _Fork:
    """Where a pairing goes after an answer."""

    yes: PairingState
    unsure: PairingState
    action: str
    no: DeclineReason


_AFTER_GUARDIAN = _Fork(PairingState.CONSENTED, PairingState.PROPOSED, "consented", DeclineReason.GUARDIAN)
_AFTER_CHILD = _Fork(PairingState.HEARD, PairingState.CONSENTED, "heard", DeclineReason.CHILD)


def _answered(pairing: Pairing, answer: Answer, fork: _Fork, **changes: Any) -> Pairing:
    if answer == Answer.NO:
        changes |= {"reason": str(fork.no), "declined_reason": fork.no, "declined_at": timezone.now()}
        return advance(pairing, PairingState.DECLINED, action="declined", tell=proposer, **changes)
    to, action = (fork.yes, fork.action) if answer == Answer.YES else (fork.unsure, f"{fork.action}_unsure")
    return advance(pairing, to, action=action, tell=nobody, **changes)


def record_refusal(pairing: Pairing, *, by: User, reason: DeclineReason, note: str = "") -> Pairing:
    """Someone does not agree, the guardian or the child above all: it does not come about. Raises Denied."""
    return advance(
        pairing,
        PairingState.DECLINED,
        by=by,
        action="declined",
        tell=proposer,
        check=lambda row: decline_denied_reason(row, by),
        reason=str(reason),
        declined_reason=reason,
        declined_at=timezone.now(),
        note=note,
    )


def approve(pairing: Pairing, *, by: User, supervisor: User | None, deputy: User | None) -> Pairing:
    """Approve, by someone else than the proposer, and name who is asked to look after the two. Raises Denied."""
    return advance(
        pairing,
        PairingState.APPROVED,
        by=by,
        action="approved",
        tell=proposer,
        check=lambda row: approve_denied_reason(row, by) or posts_denied_reason(row, supervisor, deputy, by=by),
        ask=to_be_asked,
        write=naming(supervisor, deputy, by=by),
        approved_by=by,
        approved_at=timezone.now(),
    )


def activate(pairing: Pairing, *, by: User) -> Pairing:
    """It starts: from now on the volunteer sees the child's page. Raises Denied."""
    return advance(
        pairing,
        PairingState.ACTIVE,
        by=by,
        action="activated",
        tell=everyone,
        check=lambda row: activate_denied_reason(row, by),
        started_at=timezone.now(),
    )
