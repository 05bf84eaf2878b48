"""What the desk does with a report: reading it first, passing it on, deciding with two signatures, answering."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from portal.accounts.domain.independence import second_denied_reason
from portal.accounts.enums import Capability, IndependenceReason
from portal.accounts.models import User
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.changes.locking import locked
from portal.transitions.making import advance
from portal.transitions.table import Transition

from ..enums import ConcernRefusal, ConcernState, EntryKind, Urgency
from ..models import Concern, ConcernEntry
from ..transitions import ANSWER, CONFIRM, NOTE, PROPOSE, REOPEN, REPORT, SEND_BACK, TRIAGE
from .alerts import tell_of
from .people import alerted_for, give_onwards

Deny = Callable[[Concern, User], ConcernRefusal | IndependenceReason | None]


def handle_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """Why this person can't work on this report: out of area, not given to them, or named in it."""
    rows = Concern.objects.visible_to(by)
    return None if rows.filter(pk=concern.pk).exists() else ConcernRefusal.NOT_YOURS


def write_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """A note or a message is never too late: also what was decided may be asked about."""
    return None


def triage_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """Why there is no first reading any more."""
    return None if TRIAGE.is_open_to(concern) else ConcernRefusal.NOT_RECEIVED


def decide_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """Why a report can't be passed on, or proposed as nothing to pass on, now."""
    if concern.state == ConcernState.RECEIVED:
        return ConcernRefusal.NOT_TRIAGED
    return None if REPORT.is_open_to(concern) else ConcernRefusal.OVER


def propose_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """Why nobody can propose now that there is nothing to pass on."""
    return decide_denied_reason(concern, by) or (
        ConcernRefusal.ALREADY_PROPOSED if concern.first_signatory_id is not None else None
    )


def reopen_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """Why a report can't be taken up again: it is open."""
    return None if REOPEN.is_open_to(concern) else ConcernRefusal.NOT_OVER


def sign_denied_reason(concern: Concern, by: User) -> ConcernRefusal | IndependenceReason | None:
    """Why this person can't give the second signature."""
    reason = decide_denied_reason(concern, by)
    if reason is None and concern.first_signatory_id is None:
        return ConcernRefusal.NOTHING_PROPOSED
    return reason or _second_denied_reason(concern, by, concern.first_signatory)


def _second_denied_reason(concern: Concern, by: User, first: User | None) -> ConcernRefusal | IndependenceReason | None:
    """Why this person is not another one: the same under another account, or with an office given for the purpose."""
    reason = second_denied_reason(
        by,
        firsts=[first] if first is not None else [],
        began=concern.received_at,
        capability=Capability.OPEN_CONCERN,
        path=concern.area_path,
    )
    return ConcernRefusal.SAME_PERSON if reason == IndependenceReason.SAME_PERSON else reason


@change_of_state
def triage(concern: Concern, *, urgency: Urgency, note: str, by: User) -> None:
    """The first reading: how urgent it is. Raises Denied."""
    changes: dict[str, Any] = {"urgency": urgency, "triaged_at": timezone.now()}
    _advance(concern, TRIAGE, triage_denied_reason, EntryKind.TRIAGE, note, by=by, **changes)


@change_of_state
def report(concern: Concern, *, authority: str, by: User) -> None:
    """It was passed on: to whom, how and when stand in `authority` (art. 11, 106). Raises Denied."""
    changes: dict[str, Any] = {"decided_at": timezone.now(), "first_signatory": None}
    _advance(concern, REPORT, decide_denied_reason, EntryKind.REPORTED, authority, by=by, **changes)


@change_of_state
def propose_dismissal(concern: Concern, *, reason: str, by: User) -> None:
    """The first signature under: nothing to pass on. Raises Denied.

    Where nobody else could give the second one, it is given onwards: to the county, or the level above.
    """
    row = _advance(concern, PROPOSE, propose_denied_reason, EntryKind.PROPOSED, reason, by=by, first_signatory=by)
    if not any(_second_denied_reason(row, user, by) is None for user in alerted_for(row)):
        give_onwards(row, lambda user: _second_denied_reason(row, user, by) is None)
    tell_of(row)


@change_of_state
def confirm_dismissal(concern: Concern, *, by: User) -> None:
    """The second signature, another person's. Raises Denied."""
    changes: dict[str, Any] = {"second_signatory": by, "decided_at": timezone.now()}
    _advance(concern, CONFIRM, sign_denied_reason, EntryKind.CONFIRMED, by=by, **changes)


@change_of_state
def send_back(concern: Concern, *, reason: str, by: User) -> None:
    """The second person does not sign: it stays open. Raises Denied."""
    _advance(concern, SEND_BACK, sign_denied_reason, EntryKind.SENT_BACK, reason, by=by, first_signatory=None)


@change_of_state
def reopen(concern: Concern, *, reason: str, by: User) -> None:
    """A decided report is looked into again; the decision stays among the entries. Raises Denied."""
    unsigned: dict[str, Any] = dict.fromkeys(("decided_at", "first_signatory", "second_signatory"))
    _advance(concern, REOPEN, reopen_denied_reason, EntryKind.REOPENED, reason, by=by, added_at=None, **unsigned)


@change_of_state
def add_note(concern: Concern, *, text: str, by: User) -> None:
    """Something for colleagues; the reporter never sees it. Raises Denied."""
    _advance(concern, NOTE, write_denied_reason, EntryKind.NOTE, text, by=by, added_at=None)


@change_of_state
def answer(concern: Concern, *, text: str, by: User) -> None:
    """A message that the reporter finds with the code. Raises Denied."""
    _advance(concern, ANSWER, write_denied_reason, EntryKind.MESSAGE, text, by=by, added_at=None)


def _advance(
    concern: Concern, transition: Transition, denied: Deny, kind: EntryKind, text: str = "", *, by: User, **changes: Any
) -> Concern:
    """The transition, and what is put behind the report for it; `added_at`: what the reporter added is seen to."""
    row = advance(concern, transition, by=by, denied=denied, hold=lambda row: held(row, by), **changes)
    append(row, kind, text, by)
    return row


def append(row: Concern, kind: EntryKind, text: str, by: User) -> None:
    """Put something behind the report."""
    ConcernEntry.objects.create(concern=row, kind=kind, text=text, by=by)


def held(concern: Concern, by: User) -> Concern:
    """The report, locked until the change is over, if this person may still work on it then. Raises Denied."""
    refuse(handle_denied_reason(concern, by))
    row = locked(concern)
    refuse(handle_denied_reason(row, by))
    return row


def may_reveal(concern: Concern, by: User) -> bool:
    """Whether this person may ask to see who reported."""
    return by.can(Capability.REVEAL_REPORTER, concern.area_path) and handle_denied_reason(concern, by) is None
