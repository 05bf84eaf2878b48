"""One mechanism for taking back: by the same person, within ten minutes, recorded, where nothing was given on.

An app says in AppConfig.ready() how an act of its own is taken back (`UNDOABLE`), and calls `keep` in the
transaction of the act. Messages about the act wait until `undo_until()` (`notify(not_before=…)`), except those
that protect; the undoing withdraws them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.changes.locking import locked
from portal.registry import Registry

from .actions import UndoAction
from .enums import UndoReason
from .models import Act

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

    from portal.accounts.models import User

TEN_MINUTES = timedelta(minutes=10)
KEPT_FOR = timedelta(days=1)
# Takes the detail of the act back and says what has become of it; raises Denied when that is no longer possible.
Undo = Callable[..., str]


@dataclass(frozen=True)
class Kind:
    """One kind of act: what the screen calls it, and how it is taken back."""

    label: StrOrPromise
    undo: Undo


UNDOABLE: Registry[Kind] = Registry()


def undo_until() -> datetime:
    """Until when an act of now can be taken back."""
    return timezone.now() + TEN_MINUTES


def keep(name: str, /, *, by: User, **detail: Any) -> Act:
    """Remember an act in the transaction that does it. `detail` takes JSON values without personal data."""
    if name not in UNDOABLE:
        raise LookupError(name)
    return Act.objects.create(kind=name, by=by, until=undo_until(), detail=detail)


def undo_denied_reason(act: Act, *, by: User) -> UndoReason | None:
    """Why this person cannot take this act back now, or None; what has been given on since is asked by the app."""
    if act.by_id != by.pk:
        return UndoReason.NOT_YOURS
    if act.undone_at is not None:
        return UndoReason.ALREADY
    return UndoReason.TOO_LATE if timezone.now() >= act.until else None


@change_of_state
def undo(act: Act, *, by: User) -> str:
    """Take it back; returns what has become of it, in words. Raises Denied."""
    act = locked(act)
    refuse(undo_denied_reason(act, by=by))
    said = UNDOABLE[act.kind].undo(act.detail, by=by)
    act.undone_at = timezone.now()
    act.save(update_fields=["undone_at"])
    record(UndoAction.UNDONE, actor=by, target=act, what=act.kind)
    return said


def open_acts(by: User) -> list[Act]:
    """What this person may still take back, the latest first."""
    return list(Act.objects.filter(by=by, undone_at=None, until__gt=timezone.now()))


def forget_acts() -> int:
    """Every hour: acts that can no longer be taken back are forgotten after a day. Returns how many."""
    return Act.objects.filter(until__lt=timezone.now() - KEPT_FOR).delete()[0]
