"""What is not safe at a place, and when it was put right."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied
from portal.changes.locking import locked
from portal.undo.undoing import keep

from ...actions import PlaceAction
from ...enums import CommonRefusal
from ...models import Hazard, Place
from ...permissions import may
from ...responsible import responsible_today
from ...telling import tell
from .closing import coming_at


@change_of_state
def add_hazard(place: Place, *, description: str, serious: bool, by: User) -> Hazard:
    """Write down something unsafe. Raises Denied for a place that is not the actor's.

    While it is serious and open no session starts there: who answers for the coming ones is told.
    """
    if not may(by, Capability.MANAGE_SESSION, place):
        raise Denied(CommonRefusal.NOT_YOURS)
    hazard = Hazard.objects.create(place=place, description=description, serious=serious, found_by=by)
    record(PlaceAction.HAZARD_ADDED, actor=by, target=place, hazard=str(hazard.uuid), serious=serious)
    if serious:
        _tell_of_sessions(hazard)
    return hazard


@change_of_state
def resolve_hazard(hazard: Hazard, *, by: User) -> Hazard:
    """It is safe again; resolving twice changes nothing. Raises Denied for a place that is not the actor's."""
    hazard = locked(hazard, "place")
    if not may(by, Capability.MANAGE_SESSION, hazard.place):
        raise Denied(CommonRefusal.NOT_YOURS)
    if hazard.resolved_on is None:
        hazard.resolved_on, hazard.resolved_by = timezone.localdate(), by
        hazard.save(update_fields=["resolved_on", "resolved_by"])
        record(PlaceAction.HAZARD_RESOLVED, actor=by, target=hazard.place, hazard=str(hazard.uuid))
        keep("place.hazard", by=by, hazard=str(hazard.uuid))
    return hazard


@change_of_state
def reopen_hazard(detail: dict[str, Any], *, by: User) -> str:
    """Undo: it is not safe after all. Raises Denied for a place that is not the actor's any more."""
    hazard = locked(Hazard.objects.get(uuid=detail["hazard"]), "place")
    if not may(by, Capability.MANAGE_SESSION, hazard.place):
        raise Denied(CommonRefusal.NOT_YOURS)
    hazard.resolved_on, hazard.resolved_by = None, None
    hazard.save(update_fields=["resolved_on", "resolved_by"])
    record(PlaceAction.HAZARD_REOPENED, actor=by, target=hazard.place, hazard=str(hazard.uuid))
    return _("The hazard is open again.")


def _tell_of_sessions(hazard: Hazard) -> None:
    for session in coming_at(hazard.place):
        event = f"hazard:{hazard.uuid.hex}:{session.uuid.hex}"
        tell(responsible_today(session), "unsafe", session, event=event)
