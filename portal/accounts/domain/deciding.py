"""Who decides on a role together with somebody else, and what stands against a step: shared by rule and screen."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from portal.areas.enums import AreaLevel
from portal.areas.models import Area

from ..change_enums import ChangeKind, ChangeReason, ChangeState
from ..enums import GRANTABLE, AssignmentReason, Capability, IndependenceReason, Role
from ..models import Assignment, RoleChange, StaffIdentity, User
from .identities import accounts_of
from .independence import named_among, same_person, second_denied_reason

Reason = AssignmentReason | ChangeReason | IndependenceReason
# They may be the second person for every role in their area, also for those they cannot give.
SENIOR = frozenset({Role.COUNTY_OFFICER, Role.SAFEGUARDING_OFFICER})
# Roles below these two: a senior stands above whoever holds them.
BELOW = frozenset({Role.TOWNSHIP_SUPERVISOR, Role.EDITOR})
ABOVE_COUNTY = frozenset({AreaLevel.PROVINCE, AreaLevel.CITY})


def waiting_time() -> timedelta:
    """How long after the confirmation a role takes effect."""
    return timedelta(hours=settings.TONGXIN_APPOINTMENT_WAIT_HOURS)


def deciding_roles(user: User, role: str, area: Area) -> list[Assignment]:
    """The roles by which this person decides on `role` in the area: it can be given by them, or they are senior there.

    Above a county there may be nobody: then a county inside decides together with the machine.
    """
    held = [one for one in user.current_assignments() if role in GRANTABLE.get(one.role, ()) or one.role in SENIOR]
    return [one for one in held if one.area.contains(area.path) or _inside(one, area)]


def decider_denied_reason(held: Assignment, *, by: User) -> Reason | None:
    """Why `by` has no part in ending this role: it is their own, or another office's."""
    return own_denied_reason(by, held.user) or _charge_denied_reason(by, held.role, held.area)


def own_denied_reason(by: User, user: User) -> Reason | None:
    """Nobody decides on their own roles, by whatever account."""
    if by.pk == user.pk:
        return AssignmentReason.OWN
    return ChangeReason.OWN_ACCOUNT if same_person(by, user) else None


def is_free(*people: User | None) -> bool:
    """Whether nobody of these, by whatever account, stands in an open report. The answer is never given as a reason."""
    accounts = {account.pk for person in people if person for account in (person, *accounts_of(person))}
    return not named_among(accounts)


def confirm_denied_reason(change: RoleChange, *, by: User) -> Reason | None:
    """Why `by` cannot be the second person for this proposal; None when they can."""
    reason = decline_denied_reason(change, by=by)
    if reason:
        return reason
    if change.proposed_by is None and all(one.role == Role.OPERATOR for one in by.current_assignments()):
        return ChangeReason.NOT_IN_CHARGE  # who runs the machine proposed it
    independence = second_denied_reason(
        by,
        firsts=[change.proposed_by] if change.proposed_by else [],
        began=change.proposed_at,
        capability=Capability.MANAGE_PEOPLE,
        path=None if change.area.level in ABOVE_COUNTY else change.area.path,
    )
    if independence:
        return independence
    if not _still_stands(change) or not is_free(by, change.proposed_by):
        return ChangeReason.NOT_FREE
    on_file = StaffIdentity.objects.filter(user=change.user).exists()
    return None if on_file or change.kind == ChangeKind.END else ChangeReason.NO_IDENTITY


def decline_denied_reason(change: RoleChange, *, by: User) -> Reason | None:
    """Why `by` cannot decline it. It takes less than to confirm: nothing is given."""
    if change.state != ChangeState.PROPOSED:
        return ChangeReason.DECIDED
    return own_denied_reason(by, change.user) or _charge_denied_reason(by, change.role, change.area)


def withdraw_denied_reason(change: RoleChange, *, by: User) -> Reason | None:
    """Why `by` cannot withdraw it."""
    if change.state != ChangeState.PROPOSED:
        return ChangeReason.DECIDED
    return None if change.proposed_by_id == by.pk else ChangeReason.NOT_PROPOSER


def at_once_denied_reason(held: Assignment, *, by: User) -> Reason | None:
    """Why `by` cannot end the role alone in an emergency.

    It takes somebody who has served for the waiting time, was not appointed by whom it is about, stands in no open
    report, and either stands above the role or has served longer.
    """
    reason = decider_denied_reason(held, by=by)
    if reason:
        return reason
    if not any(_is_senior(one, held) for one in deciding_roles(by, held.role, held.area)):
        return ChangeReason.NOT_SENIOR
    return None if is_free(by) else ChangeReason.NOT_FREE


def _charge_denied_reason(by: User, role: str, area: Area) -> ChangeReason | None:
    return None if deciding_roles(by, role, area) else ChangeReason.NOT_IN_CHARGE


def proposer_has_left(change: RoleChange) -> bool:
    """Whether whoever proposed it could not any more: nobody can confirm it, so it needs to be proposed anew."""
    proposer = change.proposed_by
    return proposer is not None and not deciding_roles(proposer, change.role, change.area)


def _still_stands(change: RoleChange) -> bool:
    """Whether who proposed it still could, and it is not for another account of theirs."""
    proposer = change.proposed_by
    return proposer is None or not (proposer_has_left(change) or same_person(proposer, change.user))


def _is_senior(own: Assignment, held: Assignment) -> bool:
    if own.effective_at > timezone.now() - waiting_time():
        return False
    if any(giver and same_person(giver, held.user) for giver in (own.granted_by, own.confirmed_by)):
        return False
    above = held.area.path != own.area.path and held.area.path.startswith(own.area.path)
    below = held.role in BELOW and own.role in SENIOR
    return above or below or own.effective_at < held.effective_at


def _inside(own: Assignment, area: Area) -> bool:
    return area.level in ABOVE_COUNTY and own.role in SENIOR and own.area.path.startswith(area.path)
