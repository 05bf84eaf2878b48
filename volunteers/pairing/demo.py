"""The demo county's pairings: some in each state, and children who still wait."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from children.ledger.enums import ChildState
from children.ledger.models import Child
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.areas.models import Area
from portal.areas.scoping import within

from ..application.domain.standing import in_standing
from ..application.enums import ServiceType, VolunteerState
from ..application.models import Volunteer
from .domain.needs import wanted_services
from .enums import LIVE, RUNNING, Answer, ConsentWay, DeclineReason, EndReason, PairingState, PauseReason
from .models import Pairing
from .models.constraints import AGREED, CHILD_WAS_HEARD, DECIDED

SEED, DEMO_VOLUNTEER, TOWNSHIP = 20261122, "volunteer@demo.test", "331125106"
PLAN = (
    (PairingState.ACTIVE, 32),
    (PairingState.HEARD, 6),
    (PairingState.PROPOSED, 5),
    (PairingState.CONSENTED, 4),
    (PairingState.APPROVED, 3),
    (PairingState.PAUSED, 2),
    (PairingState.ENDED, 5),
    (PairingState.DECLINED, 3),
)
WORDS = ("想有人陪我写作业。", "要是会下棋就好了。", "可以，但是周末要去外婆家。", "想听故事。", "愿意，想先见一面。")
WAS_AGREED = (*AGREED, PairingState.ENDED)
WAS_HEARD = (*CHILD_WAS_HEARD, PairingState.ENDED)
WAS_DECIDED = (*DECIDED, PairingState.ENDED)
HAS_BEGUN = (*RUNNING, PairingState.ENDED)


def load(county: Area) -> None:
    """About sixty pairings; volunteer@demo.test is the caring parent of two children. Dates from today."""
    rng = random.Random(SEED)  # noqa: S311  a demo that is the same each time
    staff = {user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith="@demo.test")}
    children = _children(county)
    rng.shuffle(children)
    # The demo's township first: its officers have something to look at.
    children.sort(key=lambda child: not child.area_path.startswith(TOWNSHIP))
    volunteers = _places(county, rng)
    states = [state for state, count in PLAN for _n in range(count)][2:]
    own = [volunteer for volunteer in volunteers if volunteer.user.email == DEMO_VOLUNTEER][:1]
    rows = [_pairing(rng, child, own[0], PairingState.ACTIVE, staff) for child in children[: 2 * len(own)]]
    others = [volunteer for volunteer in volunteers if volunteer not in own]
    rng.shuffle(states)
    for child, state in zip(children[2::2], states, strict=False):
        if others:
            rows.append(_pairing(rng, child, _take_near(others, child), state, staff))
    rows += _stopped(rng, county, children[3::2], staff)
    Pairing.objects.bulk_create(rows)


def _children(county: Area) -> list[Child]:
    active = Child.objects.unscoped("the demo's own children").filter(within([county.path]), state=ChildState.ACTIVE)
    return list(active.select_related("area").prefetch_related("needs").order_by("pk"))


def _places(county: Area, rng: random.Random) -> list[Volunteer]:
    """Volunteers who may serve, as often as they have room; the demo's own has room for two and one more."""
    found = list(in_standing(timezone.localdate()).filter(within([county.path])).select_related("user").order_by("pk"))
    for volunteer in found:
        if volunteer.user.email == DEMO_VOLUNTEER:
            volunteer.caseload_limit = 3
            volunteer.save(update_fields=["caseload_limit"])
    places = [volunteer for volunteer in found for _n in range(volunteer.caseload_limit)]
    rng.shuffle(places)
    # A third of the places stays free for those who wait.
    return places[: 2 * len(places) // 3] + [one for one in found if one.user.email == DEMO_VOLUNTEER]


def _take_near(places: list[Volunteer], child: Child) -> Volunteer:
    """A place in the child's township while there is one: its supervisor can decide about both."""
    near = (n for n, one in enumerate(places) if one.area_path[:9] == child.area_path[:9])
    return places.pop(next(near, 0))


def _stopped(rng: random.Random, county: Area, children: list[Child], staff: dict[str, User]) -> list[Pairing]:
    """Those of suspended volunteers rest."""
    rows = Volunteer.objects.unscoped("the demo's own volunteers").filter(within([county.path]))
    suspended = rows.filter(state=VolunteerState.SUSPENDED).order_by("pk")
    paused = [
        _pairing(rng, child, volunteer, PairingState.PAUSED, staff)
        for child, volunteer in zip(children, suspended, strict=False)
    ]
    for row in paused:
        row.paused_reason = PauseReason.STANDING
    return paused


def _pairing(
    rng: random.Random, child: Child, volunteer: Volunteer, state: PairingState, staff: dict[str, User]
) -> Pairing:
    begun = timezone.now() - timedelta(days=rng.randint(40, 300) if state in HAS_BEGUN else rng.randint(6, 20))
    proposer, approver, deputy = _officers(child, staff)
    values: dict[str, Any] = {"proposed_by": proposer, "proposed_at": begun}
    if state in WAS_AGREED:
        values |= {
            "guardian_answer": Answer.YES,
            "consent_on": _after(begun, 2).date(),
            "consent_way": rng.choice(ConsentWay.values),
            "consent_name": child.guardian_name,
            "consent_recorded_by": proposer,
        }
    if state in WAS_HEARD:
        values |= {"heard_on": _after(begun, 3).date(), "heard_by": proposer, "heard_words": rng.choice(WORDS)}
        values |= {"child_answer": Answer.YES}
    if state in WAS_DECIDED:
        values |= {"approved_by": approver, "approved_at": _after(begun, 4), "supervisor": approver, "deputy": deputy}
        values |= {"asked_by": approver, "asked_at": _after(begun, 4), "accepted_at": _after(begun, 5)}
        values |= {"supervisor_answer": Answer.YES, "deputy_answer": Answer.YES}
    if state in HAS_BEGUN:
        values["started_at"] = _after(begun, 5)
    wanted = wanted_services(child) or (ServiceType.DAILY,)
    services = [service for service in wanted if service in volunteer.services] or list(wanted[:1])
    return Pairing(
        child=child,
        volunteer=volunteer,
        area=child.area,
        state=state,
        services=services,
        is_primary=state in LIVE,
        **values,
        **_stop(rng, state),
    )


def _after(begun: datetime, days: int) -> datetime:
    return timezone.localtime(begun + timedelta(days=days))


def _stop(rng: random.Random, state: PairingState) -> dict[str, Any]:
    at = timezone.now() - timedelta(days=rng.randint(1, 12))
    stops: dict[PairingState, dict[str, Any]] = {
        PairingState.PAUSED: {"paused_at": at, "paused_reason": PauseReason.GUARDIAN},
        PairingState.ENDED: {"ended_at": at, "ended_reason": rng.choice(EndReason.values[:5])},
        PairingState.DECLINED: {"declined_at": at, "declined_reason": rng.choice(DeclineReason.values)},
    }
    return stops.get(state, {})


def _officers(child: Child, staff: dict[str, User]) -> tuple[User, User, User]:
    """Who proposed it, who approved it and looks after it, and the deputy."""
    if not child.area_path.startswith(TOWNSHIP):
        return staff["county2"], staff["county"], staff["safeguarding"]
    if staff["village"].can(Capability.PROPOSE_PAIRING, child.area_path):
        return staff["village"], staff["township"], staff["county"]
    return staff["township"], staff["county"], staff["safeguarding"]
