"""From a proposal to the first visit: propose, consent, hear the child, approve, start; or decline."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils import timezone

from children.ledger.models import Child
from portal.accounts.models import User
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.changes.locking import locked
from portal.transitions.making import announce
from portal.transitions.table import Transition

from ...application.domain.moving import held as volunteer_held
from ...application.enums import ServiceType
from ...application.models import Volunteer
from ..actions import PairingAction
from ..enums import Answer, ConsentWay, DeclineReason, PairingRefusal, Reason
from ..models import Pairing
from ..transitions import ACTIVATE, APPROVE, CONSENT, CONSENT_UNSURE, DECLINE, HEAR, HEAR_UNSURE
from .moving import Deny, everyone, move, nobody, proposer
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
    held, current = volunteer_held(volunteer), locked(child, "area")
    refuse(pair_denied_reason(current, held, by, is_primary=is_primary))
    pairing = Pairing.objects.create(
        child=current,
        volunteer=held,
        area=current.area,
        services=wanted,
        is_primary=is_primary,
        proposed_by=by,
    )
    announce(pairing, PairingAction.PROPOSED, by=by)
    return pairing


def record_consent(pairing: Pairing, *, by: User, on: date, answer: Answer, way: ConsentWay, name: str) -> Pairing:
    """What the guardian answered, when, how and who (Personal Information Protection Law, art. 31). Raises Denied.

    Only a yes goes on; a no ends it, and whoever is not sure is asked again.
    """
    refuse(day_denied_reason(on))
    said: dict[str, Any] = {"guardian_answer": answer, "consent_on": on, "consent_way": way, "consent_name": name}
    fork = {Answer.YES: CONSENT, Answer.UNSURE: CONSENT_UNSURE}.get(answer, DECLINE)
    no = DeclineReason.GUARDIAN
    return _answered(pairing, fork, no, consent_denied_reason, by=by, consent_recorded_by=by, **said)


def record_child_heard(pairing: Pairing, *, by: User, on: date, answer: Answer, words: str) -> Pairing:
    """The child was asked and said what it wants (Minors Protection Law, art. 4). Raises Denied.

    Only a yes goes on; a no ends it, and a child that is not sure is asked again.
    """
    refuse(day_denied_reason(on))
    said: dict[str, Any] = {"child_answer": answer, "heard_on": on, "heard_by": by, "heard_words": words}
    fork = {Answer.YES: HEAR, Answer.UNSURE: HEAR_UNSURE}.get(answer, DECLINE)
    return _answered(pairing, fork, DeclineReason.CHILD, heard_denied_reason, by=by, **said)


def _answered(
    pairing: Pairing, transition: Transition, no: DeclineReason, denied: Deny, *, by: User, **said: Any
) -> Pairing:
    if transition is not DECLINE:
        return move(pairing, transition, by=by, denied=denied, tell=nobody, **said)
    return _declined(pairing, no, denied, by=by, **said)


def _declined(pairing: Pairing, reason: DeclineReason, denied: Deny, *, by: User, **said: Any) -> Pairing:
    changes: dict[str, Any] = {"declined_reason": reason, "declined_at": timezone.now(), **said}
    return move(pairing, DECLINE, by=by, denied=denied, tell=proposer, reason=str(reason), **changes)


def record_refusal(pairing: Pairing, *, by: User, reason: DeclineReason, note: str = "") -> Pairing:
    """Someone does not agree, the guardian or the child above all: it does not come about. Raises Denied."""
    return _declined(pairing, reason, decline_denied_reason, by=by, note=note)


def approve(pairing: Pairing, *, by: User, supervisor: User | None, deputy: User | None) -> Pairing:
    """Approve, by someone else than the proposer, and name who is asked to look after the two. Raises Denied."""

    def denied(pairing: Pairing, by: User) -> Reason | None:
        return approve_denied_reason(pairing, by) or posts_denied_reason(pairing, supervisor, deputy, by=by)

    asked: dict[str, Any] = {"ask": to_be_asked, "write": naming(supervisor, deputy, by=by)}
    changes: dict[str, Any] = {"approved_by": by, "approved_at": timezone.now()}
    return move(pairing, APPROVE, by=by, denied=denied, tell=proposer, **asked, **changes)


def activate(pairing: Pairing, *, by: User) -> Pairing:
    """It starts: from now on the volunteer sees the child's page. Raises Denied."""
    return move(pairing, ACTIVATE, by=by, denied=activate_denied_reason, tell=everyone, started_at=timezone.now())
