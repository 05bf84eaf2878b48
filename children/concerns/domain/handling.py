"""What the desk does with a report: reading it first, passing it on, deciding with two signatures, answering."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from portal.accounts.domain.independence import second_denied_reason
from portal.accounts.enums import Capability, IndependenceReason
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse

from ..enums import OPEN, ConcernRefusal, ConcernState, EntryKind, Urgency
from ..models import Concern, ConcernEntry
from .alerts import tell_of
from .people import alerted_for, give_onwards


def handle_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """Why this person can't work on this report: out of area, not given to them, or named in it."""
    rows = Concern.objects.visible_to(by)
    return None if rows.filter(pk=concern.pk).exists() else ConcernRefusal.NOT_YOURS


def write_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """A note or a message is never too late: also what was decided may be asked about."""
    return None


def triage_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """Why there is no first reading any more."""
    return None if concern.state == ConcernState.RECEIVED else ConcernRefusal.NOT_RECEIVED


def decide_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """Why a report can't be passed on, or proposed as nothing to pass on, now."""
    if concern.state == ConcernState.RECEIVED:
        return ConcernRefusal.NOT_TRIAGED
    if concern.state not in OPEN:
        return ConcernRefusal.OVER
    return None


def propose_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """Why nobody can propose now that there is nothing to pass on."""
    return decide_denied_reason(concern, by) or (
        ConcernRefusal.ALREADY_PROPOSED if concern.first_signatory_id is not None else None
    )


def reopen_denied_reason(concern: Concern, by: User) -> ConcernRefusal | None:
    """Why a report can't be taken up again: it is open."""
    return ConcernRefusal.NOT_OVER if concern.state in OPEN else None


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
    with held(concern, by) as row:
        refuse(triage_denied_reason(row, by))
        row.state, row.urgency, row.triaged_at = ConcernState.TRIAGED, urgency, timezone.now()
        row.save(update_fields=["state", "urgency", "triaged_at"])
        append(row, EntryKind.TRIAGE, note, by)
        record("concern.triaged", actor=by, target=row, state=row.state)


@change_of_state
def report(concern: Concern, *, authority: str, by: User) -> None:
    """It was passed on: to whom, how and when stand in `authority` (art. 11, 106). Raises Denied."""
    with held(concern, by) as row:
        refuse(decide_denied_reason(row, by))
        row.state, row.decided_at, row.first_signatory = ConcernState.REPORTED, timezone.now(), None
        row.save(update_fields=["state", "decided_at", "first_signatory"])
        append(row, EntryKind.REPORTED, authority, by)
        record("concern.reported", actor=by, target=row, state=row.state)


@change_of_state
def propose_dismissal(concern: Concern, *, reason: str, by: User) -> None:
    """The first signature under: nothing to pass on. Raises Denied.

    Where nobody else could give the second one, it is given onwards: to the county, or the level above.
    """
    with held(concern, by) as row:
        refuse(propose_denied_reason(row, by))
        row.first_signatory = by
        row.save(update_fields=["first_signatory"])
        append(row, EntryKind.PROPOSED, reason, by)
        record("concern.proposed", actor=by, target=row)
        if not any(_second_denied_reason(row, user, by) is None for user in alerted_for(row)):
            give_onwards(row, lambda user: _second_denied_reason(row, user, by) is None)
        tell_of(row)


@change_of_state
def confirm_dismissal(concern: Concern, *, by: User) -> None:
    """The second signature, another person's. Raises Denied."""
    with held(concern, by) as row:
        refuse(sign_denied_reason(row, by))
        row.state, row.second_signatory, row.decided_at = ConcernState.NOT_REPORTABLE, by, timezone.now()
        row.save(update_fields=["state", "second_signatory", "decided_at"])
        append(row, EntryKind.CONFIRMED, "", by)
        record("concern.dismissed", actor=by, target=row, state=row.state)


@change_of_state
def send_back(concern: Concern, *, reason: str, by: User) -> None:
    """The second person does not sign: it stays open. Raises Denied."""
    with held(concern, by) as row:
        refuse(sign_denied_reason(row, by))
        row.first_signatory = None
        row.save(update_fields=["first_signatory"])
        append(row, EntryKind.SENT_BACK, reason, by)
        record("concern.sent_back", actor=by, target=row)


@change_of_state
def reopen(concern: Concern, *, reason: str, by: User) -> None:
    """A decided report is looked into again; the decision stays among the entries. Raises Denied."""
    with held(concern, by) as row:
        refuse(reopen_denied_reason(row, by))
        row.state, row.decided_at = ConcernState.TRIAGED, None
        row.first_signatory = row.second_signatory = None
        row.save(update_fields=["state", "decided_at", "first_signatory", "second_signatory"])
        append(row, EntryKind.REOPENED, reason, by)
        _attended(row)
        record("concern.reopened", actor=by, target=row, state=row.state)


@change_of_state
def add_note(concern: Concern, *, text: str, by: User) -> None:
    """Something for colleagues; the reporter never sees it. Raises Denied."""
    with held(concern, by) as row:
        append(row, EntryKind.NOTE, text, by)
        _attended(row)
        record("concern.noted", actor=by, target=row)


@change_of_state
def answer(concern: Concern, *, text: str, by: User) -> None:
    """A message that the reporter finds with the code. Raises Denied."""
    with held(concern, by) as row:
        append(row, EntryKind.MESSAGE, text, by)
        _attended(row)
        record("concern.answered", actor=by, target=row)


def append(row: Concern, kind: EntryKind, text: str, by: User) -> None:
    """Put something behind the report."""
    ConcernEntry.objects.create(concern=row, kind=kind, text=text, by=by)


def _attended(row: Concern) -> None:
    """What the reporter added has been seen to."""
    if row.added_at is not None:
        row.added_at = None
        row.save(update_fields=["added_at"])


@contextmanager
def held(concern: Concern, by: User) -> Iterator[Concern]:
    """The report, locked until the change is over, if this person may still work on it then. Raises Denied."""
    refuse(handle_denied_reason(concern, by))
    rows = Concern.objects.unscoped("checked in the lines around this one").select_for_update(no_key=True)
    row = rows.get(pk=concern.pk)
    refuse(handle_denied_reason(row, by))
    yield row


def may_reveal(concern: Concern, by: User) -> bool:
    """Whether this person may ask to see who reported."""
    return by.can(Capability.REVEAL_REPORTER, concern.area_path) and handle_denied_reason(concern, by) is None
