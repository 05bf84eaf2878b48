"""Why a step of a pairing is refused: asked by the screens, and again under the lock."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from children.ledger.enums import ChildState
from children.ledger.models import Child
from portal.accounts.domain.independence import same_person, second_denied_reason
from portal.accounts.enums import Capability, IndependenceReason
from portal.accounts.models import User
from portal.areas.enums import CODE_LENGTH, AreaLevel
from portal.transitions.table import Transition

from ...application.domain.persons import is_same_person
from ...application.domain.standing import Standing, serve_denied_reason
from ...application.models import Volunteer
from ..enums import LIVE, Answer, PairingRefusal, PairingState, PauseReason, Reason
from ..models import Pairing
from ..transitions import ACTIVATE, APPROVE, CONSENT, DECLINE, END, HEAR, NAME, PAUSE, RESUME
from .posts import in_place_denied_reason

COUNTY_CODE_LENGTH = CODE_LENGTH[AreaLevel.COUNTY]
STANDING_REFUSALS = {
    Standing.NOT_ACTIVE: PairingRefusal.VOLUNTEER_NOT_ACTIVE,
    Standing.SUSPENDED: PairingRefusal.VOLUNTEER_SUSPENDED,
    Standing.CHECK_LAPSED: PairingRefusal.CHECK_LAPSED,
}
MISSING_IN = {
    PairingState.PROPOSED: PairingRefusal.NO_CONSENT,
    PairingState.CONSENTED: PairingRefusal.NOT_HEARD,
    PairingState.HEARD: PairingRefusal.NOT_APPROVED,
}


def live_count(volunteer: Volunteer) -> int:
    """How many places of the agreed caseload are taken; a proposal takes one."""
    mine = Pairing.objects.unscoped("the caseload counts wherever the children live")
    return int(mine.filter(volunteer=volunteer, state__in=LIVE).count())


def standing_denied_reason(volunteer: Volunteer) -> PairingRefusal | None:
    """Why this volunteer may not be with a child today, or None (Minors Protection Law, art. 62)."""
    reason = serve_denied_reason(volunteer, on=timezone.localdate())
    return STANDING_REFUSALS[reason] if reason else None


def pair_denied_reason(child: Child, volunteer: Volunteer, by: User, *, is_primary: bool) -> PairingRefusal | None:
    """Why these two cannot be proposed for each other by this person, or None."""
    if not by.can(Capability.PROPOSE_PAIRING, child.area_path):
        return PairingRefusal.NOT_YOURS
    if is_same_person(volunteer, by):
        return PairingRefusal.OWN
    if volunteer.area_path[:COUNTY_CODE_LENGTH] != child.area_path[:COUNTY_CODE_LENGTH]:
        return PairingRefusal.OTHER_COUNTY
    if child.state_today != ChildState.ACTIVE:
        return PairingRefusal.CHILD_NOT_ACTIVE
    return standing_denied_reason(volunteer) or _places_denied_reason(child, volunteer, is_primary=is_primary)


def _places_denied_reason(child: Child, volunteer: Volunteer, *, is_primary: bool) -> PairingRefusal | None:
    live = Pairing.objects.unscoped("at most one live pairing of the two, one caring parent").filter(
        child=child, state__in=LIVE
    )
    if live.filter(volunteer=volunteer).exists():
        return PairingRefusal.ALREADY_PAIRED
    if is_primary and live.filter(is_primary=True).exists():
        return PairingRefusal.PRIMARY_TAKEN
    return PairingRefusal.FULL if live_count(volunteer) >= volunteer.caseload_limit else None


def step_denied_reason(pairing: Pairing, by: User, transition: Transition) -> PairingRefusal | None:
    """Why this person cannot make this transition now, or None."""
    if not by.can(Capability.PROPOSE_PAIRING, pairing.area_path):
        return PairingRefusal.NOT_YOURS
    if is_same_person(pairing.volunteer, by):
        return PairingRefusal.OWN
    return None if transition.is_open_to(pairing) else PairingRefusal.MOVED_ON


def consent_denied_reason(pairing: Pairing, by: User) -> PairingRefusal | None:
    """Why the guardian's consent cannot be recorded now, or None."""
    return step_denied_reason(pairing, by, CONSENT)


def heard_denied_reason(pairing: Pairing, by: User) -> PairingRefusal | None:
    """Why the child's wish cannot be recorded now, or None."""
    over = pairing.state == PairingState.HEARD and not answer_unknown(pairing)
    return step_denied_reason(pairing, by, HEAR) or (PairingRefusal.MOVED_ON if over else None)


def answer_unknown(pairing: Pairing) -> bool:
    """Whether the child was heard before it was recorded apart whether it said yes."""
    return pairing.state == PairingState.HEARD and pairing.child_answer != Answer.YES


def decline_denied_reason(pairing: Pairing, by: User) -> PairingRefusal | None:
    """Why it cannot be declined, or None: any time before it starts."""
    return step_denied_reason(pairing, by, DECLINE)


def day_denied_reason(day: date) -> PairingRefusal | None:
    """What has not happened yet cannot be recorded."""
    return PairingRefusal.IN_FUTURE if day > timezone.localdate() else None


def approver_denied_reason(pairing: Pairing, by: User) -> Reason | None:
    """Why this person may not approve the pairing, or None: whoever took no earlier step, with a right over both."""
    earlier = [pairing.proposed_by, pairing.consent_recorded_by, pairing.heard_by]
    return _decider_denied_reason(pairing, by) or _second_denied_reason(pairing, by, earlier, pairing.proposed_at)


def _second_denied_reason(pairing: Pairing, by: User, firsts: list[User | None], began: datetime) -> Reason | None:
    reason = second_denied_reason(
        by,
        firsts=[first for first in firsts if first is not None],
        began=began,
        capability=Capability.APPROVE_PAIRING,
        path=pairing.area_path,
    )
    return PairingRefusal.SAME_PERSON if reason == IndependenceReason.SAME_PERSON else reason


def _decider_denied_reason(pairing: Pairing, by: User) -> PairingRefusal | None:
    """Why this person may not decide about the pairing, or None: someone else than the proposer, over both."""
    if not by.can(Capability.APPROVE_PAIRING):
        return PairingRefusal.NOT_APPROVER
    if not by.can(Capability.APPROVE_PAIRING, pairing.area_path):
        return PairingRefusal.NOT_YOURS
    if not by.can(Capability.APPROVE_PAIRING, pairing.volunteer.area_path):
        return PairingRefusal.OTHER_SCOPE
    if is_same_person(pairing.volunteer, by):
        return PairingRefusal.OWN
    return PairingRefusal.SAME_PERSON if same_person(pairing.proposed_by, by) else None


def approve_denied_reason(pairing: Pairing, by: User) -> Reason | None:
    """Why this person cannot approve the pairing now, or None."""
    if pairing.state in (PairingState.PROPOSED, PairingState.CONSENTED):
        return MISSING_IN[PairingState(pairing.state)]
    if not APPROVE.is_open_to(pairing):
        return PairingRefusal.MOVED_ON
    if answer_unknown(pairing):
        return PairingRefusal.ANSWER_UNKNOWN
    return approver_denied_reason(pairing, by) or both_ready_denied_reason(pairing)


def both_ready_denied_reason(pairing: Pairing) -> PairingRefusal | None:
    """Why the two may not meet today, or None."""
    if pairing.child.state_today != ChildState.ACTIVE:
        return PairingRefusal.CHILD_NOT_ACTIVE
    if pairing.volunteer.area_path[:COUNTY_CODE_LENGTH] != pairing.area_path[:COUNTY_CODE_LENGTH]:
        return PairingRefusal.OTHER_COUNTY
    return standing_denied_reason(pairing.volunteer)


def name_denied_reason(pairing: Pairing, by: User) -> PairingRefusal | None:
    """Why this person cannot name who looks after an approved or running pairing, or None."""
    return _decider_denied_reason(pairing, by) if NAME.is_open_to(pairing) else PairingRefusal.MOVED_ON


def activate_denied_reason(pairing: Pairing, by: User) -> PairingRefusal | None:
    """Why the pairing cannot start today, or None: all that was needed must hold today."""
    if pairing.state in MISSING_IN:
        return MISSING_IN[PairingState(pairing.state)]
    if not ACTIVATE.is_open_to(pairing):
        return PairingRefusal.MOVED_ON
    return _decider_denied_reason(pairing, by) or _start_denied_reason(pairing)


def _start_denied_reason(pairing: Pairing) -> PairingRefusal | None:
    if pairing.consent_on is None:
        return PairingRefusal.NO_CONSENT
    if pairing.heard_on is None:
        return PairingRefusal.NOT_HEARD
    return both_ready_denied_reason(pairing) or in_place_denied_reason(pairing)


def pause_denied_reason(pairing: Pairing, by: User) -> PairingRefusal | None:
    """Why the pairing cannot be paused, or None."""
    return step_denied_reason(pairing, by, PAUSE)


def resume_denied_reason(pairing: Pairing, by: User) -> Reason | None:
    """Why the pairing cannot go on today, or None; a role newer than the pause does not end it."""
    if not RESUME.is_open_to(pairing):
        return PairingRefusal.MOVED_ON
    if pairing.paused_reason == PauseReason.ALLEGATION and not by.can(Capability.VET_VOLUNTEER, pairing.area_path):
        return PairingRefusal.ALLEGATION_OPEN
    paused_at = pairing.paused_at or pairing.state_changed_at
    second = _second_denied_reason(pairing, by, [pairing.proposed_by], paused_at)
    return _decider_denied_reason(pairing, by) or second or _start_denied_reason(pairing)


def end_denied_reason(pairing: Pairing, by: User) -> PairingRefusal | None:
    """Why the pairing cannot be ended, or None."""
    return step_denied_reason(pairing, by, END)
