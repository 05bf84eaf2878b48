"""While a pairing runs: pause, go on, end; and what stops it by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from children.ledger.models import Child
from portal.accounts.models import User
from portal.changes.changing import change_of_state

from ...application.domain.moving import held
from ...application.domain.standing import Standing, serve_denied_reason
from ...application.enums import VolunteerState
from ...application.models import Volunteer
from ..enums import LIVE, DeclineReason, EndReason, PairingState, PauseReason
from ..models import Pairing
from ..transitions import DECLINE, END, PAUSE, RESUME
from .moving import Deny, People, everyone, move, proposer
from .queries import without_standing
from .rules import end_denied_reason, pause_denied_reason, resume_denied_reason
from .vacancies import keep_vacancies


def pause(pairing: Pairing, *, by: User, reason: PauseReason, note: str = "") -> Pairing:
    """Let it rest; the volunteer's access ends at once. Raises Denied."""
    return move(
        pairing,
        PAUSE,
        by=by,
        denied=pause_denied_reason,
        tell=everyone,
        reason=str(reason),
        paused_reason=reason,
        paused_at=timezone.now(),
        note=note or pairing.note,
    )


def resume(pairing: Pairing, *, by: User) -> Pairing:
    """It goes on, when all that was needed to start holds today. Raises Denied."""
    rested: dict[str, Any] = {"paused_reason": "", "paused_at": None}
    return move(pairing, RESUME, by=by, denied=resume_denied_reason, tell=everyone, **rested)


def end(pairing: Pairing, *, by: User, reason: EndReason, note: str = "") -> Pairing:
    """End it; the volunteer's access to the child's page ends at once. Raises Denied."""
    return move(
        pairing,
        END,
        by=by,
        denied=end_denied_reason,
        tell=everyone,
        reason=str(reason),
        ended_reason=reason,
        ended_at=timezone.now(),
        note=note or pairing.note,
    )


@change_of_state
def pause_all(volunteer: Volunteer, *, by: User | None, reason: PauseReason) -> int:
    """Pause every active pairing of a volunteer at once: on suspension, a lapse or an open allegation.

    Returns how many. Nobody's area or role is asked: what endangers a child in one township does so in another.
    """
    hold_pairings(volunteer)
    active = _of(volunteer, PairingState.ACTIVE)
    for pairing in active:
        paused: dict[str, Any] = {"paused_reason": reason, "paused_at": timezone.now()}
        move(pairing, PAUSE, by=by, tell=everyone, reason=str(reason), **paused)
    if reason == PauseReason.ALLEGATION:
        # One that was resting for a milder reason must not be resumed by just anybody either.
        for pairing in _of(volunteer, PairingState.PAUSED):
            pairing.paused_reason = reason
            pairing.save(update_fields=["paused_reason"])
    return len(active)


def pause_lapsed() -> int:
    """Pause what is still active though the volunteer may not serve today. Returns how many.

    Access ended at the moment of the lapse; this makes it visible and tells those concerned.
    """
    today = timezone.localdate()
    rows = without_standing(Pairing.objects.unscoped("a lapse counts wherever the children live"), today)
    volunteers = {pairing.volunteer for pairing in rows.select_related("volunteer")}
    return sum(pause_all(one, by=None, reason=_reason(one, today)) for one in volunteers)


def _reason(volunteer: Volunteer, today: date) -> PauseReason:
    lapsed = serve_denied_reason(volunteer, on=today) == Standing.CHECK_LAPSED
    return PauseReason.CHECK_LAPSED if lapsed else PauseReason.STANDING


@change_of_state
def end_all(volunteer: Volunteer, *, by: User | None) -> int:
    """The volunteer has left: running pairings end, proposed ones do not come about. Returns how many."""
    hold_pairings(volunteer)
    live = _of(volunteer, *LIVE)
    for pairing in live:
        stop(pairing, DeclineReason.VOLUNTEER, EndReason.VOLUNTEER_LEFT, by=by, tell=proposer)
    return len(live)


def stop(
    pairing: Pairing,
    decline: DeclineReason,
    end: EndReason,
    *,
    by: User | None,
    tell: People,
    denied: Deny | None = None,
) -> Pairing:
    """Whatever its state: one that has not begun does not come about, which `tell` is told; one that runs ends."""
    now = timezone.now()
    if DECLINE.is_open_to(pairing):
        return move(pairing, DECLINE, by=by, tell=tell, denied=denied, declined_reason=decline, declined_at=now)
    return move(pairing, END, by=by, tell=everyone, denied=denied, ended_reason=end, ended_at=now)


def standing_lost(volunteer: Volunteer, *, by: User, reason: str) -> None:
    """Added to `lifecycle.DEPENDENTS`: in the transaction that suspends or ends an engagement."""
    if reason == VolunteerState.ENDED:
        end_all(volunteer, by=by)
    else:
        pause_all(volunteer, by=by, reason=PauseReason.STANDING)


def check_recorded(volunteer: Volunteer) -> None:
    """The same, in the transaction that records a check: its end stands beside each pairing, for the lists."""
    rows = Pairing.objects.unscoped("everything of a volunteer whose check was recorded")
    rows.filter(volunteer=volunteer).update(cleared_until=volunteer.cleared_until)


def follow(child: Child) -> None:
    """A pairing stays in the area of its child, so that who may see it moves with the child."""
    rows = Pairing.objects.unscoped("of a child that has moved").filter(child=child)
    for pairing in rows.exclude(area_path=child.area_path).order_by("pk"):
        pairing.area = child.area
        pairing.save(update_fields=["area"])
    keep_vacancies(rows)


def _of(volunteer: Volunteer, *states: str) -> list[Pairing]:
    rows = Pairing.objects.unscoped("everything of a volunteer who may no longer serve, wherever the children live")
    return list(rows.filter(volunteer=volunteer, state__in=states).order_by("pk"))


def hold_pairings(volunteer: Volunteer) -> None:
    """The volunteer's row and all their live pairings, held until the transaction ends."""
    held(volunteer)
    rows = Pairing.objects.unscoped("everything of a volunteer who may no longer serve")
    list(rows.select_for_update(of=("self",), no_key=True).filter(volunteer=volunteer, state__in=LIVE).order_by("pk"))
