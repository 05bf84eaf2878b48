"""Pairings in any state."""

from __future__ import annotations

import itertools
from typing import Any

from django.utils import timezone

from children.ledger.models import Child
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from portal.areas.models import Area
from tests.conftest import LONG_AGO
from volunteers.application.enums import ServiceType
from volunteers.application.models import Volunteer
from volunteers.pairing.enums import RUNNING, Answer, ConsentWay, DeclineReason, EndReason, PairingState, PauseReason
from volunteers.pairing.models import Pairing
from volunteers.pairing.models.constraints import AGREED, CHILD_WAS_HEARD, DECIDED

_serial = itertools.count(1)


def make_officer(area: Area, role: str = Role.TOWNSHIP_SUPERVISOR, name: str = "") -> User:
    """A member of staff responsible for `area`."""
    number = next(_serial)
    user = User.objects.create_user(f"officer{number}@example.test", "a good passphrase", display_name=name)
    Assignment.objects.create(user=user, role=role, area=area, effective_at=LONG_AGO)
    return user


def make_pairing(child: Child, volunteer: Volunteer, state: str = PairingState.ACTIVE, **changes: Any) -> Pairing:
    """A pairing in `state`, with all that must have happened before."""
    values = {"services": [ServiceType.TUTORING], "is_primary": True} | _history(child.area, state) | changes
    values.setdefault("proposed_by", values.get("consent_recorded_by") or make_officer(child.area))
    return Pairing.objects.create(child=child, volunteer=volunteer, area=child.area, state=state, **values)


def _history(area: Area, state: str) -> dict[str, Any]:
    """What was recorded on the way to `state`."""
    now = timezone.now()
    values: dict[str, Any] = {}
    if state in AGREED or state == PairingState.ENDED:
        values |= _consent(area)
    if state in CHILD_WAS_HEARD or state == PairingState.ENDED:
        values |= {"heard_on": now.date(), "heard_by": make_officer(area), "heard_words": "愿意一起写作业"}
        values |= {"child_answer": Answer.YES}
    if state in DECIDED or state == PairingState.ENDED:
        values |= {"approved_by": make_officer(area), "approved_at": now}
        values |= {"supervisor": make_officer(area), "deputy": make_officer(area)}
        values |= {"supervisor_answer": Answer.YES, "deputy_answer": Answer.YES, "accepted_at": now}
    if state in (*RUNNING, PairingState.ENDED):
        values["started_at"] = now
    return values | _stop(state)


def _consent(area: Area) -> dict[str, Any]:
    return {
        "guardian_answer": Answer.YES,
        "consent_on": timezone.localdate(),
        "consent_way": ConsentWay.IN_PERSON,
        "consent_name": "测试监护人",
        "consent_recorded_by": make_officer(area, Role.VILLAGE_OFFICER),
    }


def _stop(state: str) -> dict[str, Any]:
    now = timezone.now()
    stops: dict[str, dict[str, Any]] = {
        PairingState.PAUSED: {"paused_at": now, "paused_reason": PauseReason.GUARDIAN},
        PairingState.ENDED: {"ended_at": now, "ended_reason": EndReason.COMPLETED},
        PairingState.DECLINED: {"declined_at": now, "declined_reason": DeclineReason.GUARDIAN},
    }
    return stops.get(state, {})
