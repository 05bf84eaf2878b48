"""Who handles a report, who is named in it, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from portal.accounts.domain.independence import opens_denied_reason, same_person
from portal.accounts.enums import Capability, Role
from portal.accounts.models import Assignment, User
from portal.areas.enums import CODE_LENGTH, AreaLevel
from portal.audit.log import record
from portal.transitions.making import advance

from ..actions import ConcernAction
from ..enums import EntryKind, Part
from ..models import Concern, ConcernEntry, ConcernPerson
from ..transitions import UNPROPOSE, UNSIGN
from .opening import close_again

COUNTY = CODE_LENGTH[AreaLevel.COUNTY]


def alerted_for(concern: Concern) -> list[User]:
    """Those who may open this report: handlers of the area since before it came in, and whom it was given to.

    Never who is named in it, under whatever account.
    """
    named = named_people(concern)
    given = set(live(concern, Part.ASSIGNED).values_list("user", flat=True))
    able = Assignment.objects.holding(Capability.OPEN_CONCERN).at(concern.area_path).people()
    return [user for user in able if (user.pk in given or opens_itself(concern, user)) and not is_one_of(user, named)]


def opens_itself(concern: Concern, user: User) -> bool:
    """Whether the office alone opens it: one that handles every report there, and is not newer than this one."""
    return _held_since_before(concern, user, Capability.HANDLE_CONCERN)


def _held_since_before(concern: Concern, user: User, capability: str) -> bool:
    since, path = concern.received_at, concern.area_path
    return opens_denied_reason(user, since=since, capability=capability, path=path) is None


def named_people(concern: Concern) -> list[User]:
    """The accounts that are named in it now."""
    return [row.user for row in live(concern, Part.NAMED).select_related("user")]


def is_one_of(user: User, people: Iterable[User]) -> bool:
    """Whether this person is one of them, under whatever account."""
    return any(same_person(user, one) for one in people)


def live(concern: Concern, part: str) -> QuerySet[ConcernPerson]:
    """Whoever has this part in the report now."""
    return ConcernPerson.objects.filter(concern=concern, part=part, lifted_at=None)


def shut_out(concern: Concern, user: User, *, by: User | None) -> bool:
    """From now on this account sees nothing of the report. Returns whether that is new."""
    _row, new = ConcernPerson.objects.get_or_create(
        concern=concern, user=user, part=Part.NAMED, lifted_at=None, defaults={"by": by}
    )
    if new:
        ConcernEntry.objects.create(concern=concern, kind=EntryKind.NAMED, text=str(user), by=by)
        record(ConcernAction.NAMED, actor=by, target=concern, user=str(user.uuid))
        _take_back_signature(concern, user, by=by)
        close_again(concern, user)
    return new


def _take_back_signature(concern: Concern, user: User, *, by: User | None) -> None:
    """What somebody signed who turns out to be named in it does not count: it is open again."""
    signatories = [one for one in (concern.first_signatory, concern.second_signatory) if one is not None]
    if not is_one_of(user, signatories):
        return
    over = UNSIGN.is_open_to(concern)
    advance(
        concern,
        UNSIGN if over else UNPROPOSE,
        by=by,
        denied=None,
        hold=lambda row: row,  # held by whoever shuts somebody out
        detail={"user": str(user.uuid)},
        **dict.fromkeys(("decided_at", "first_signatory", "second_signatory")),
    )
    ConcernEntry.objects.create(concern=concern, kind=EntryKind.REOPENED if over else EntryKind.SENT_BACK, by=by)


def give_to_county(concern: Concern) -> list[User]:
    """Let the county officers of the area who are not named in it handle the report. Returns those who now do."""
    return _give(concern, county_beside(concern))


def give_onwards(concern: Concern, fits: Callable[[User], bool] = lambda _user: True) -> list[User]:
    """Let others handle the report: the county, else the level above, else whoever was appointed since. Never nobody.

    The first circle that holds somebody who is not named and `fits` takes it. An office newer than the report counts
    only where two people who are not named gave it. Returns those who now handle it.
    """
    named, path = named_people(concern), concern.area_path
    able = Assignment.objects.holding(Capability.OPEN_CONCERN).at(path).people()
    able = [user for user in able if not is_one_of(user, named)]
    before = [user for user in able if _held_since_before(concern, user, Capability.OPEN_CONCERN)]
    above = [user for user in before if _above_county(user, path)]
    circles = (county_beside(concern), above, [user for user in able if _by_two(concern, user, named)])
    chosen = ([user for user in circle if fits(user)] for circle in circles)
    return _give(concern, next((circle for circle in chosen if circle), []))


def county_beside(concern: Concern) -> list[User]:
    """County officers since before the report who are not named in it and do not handle it yet."""
    named, path = named_people(concern), concern.area_path
    given = set(live(concern, Part.ASSIGNED).values_list("user", flat=True))
    return [
        user
        for user in Assignment.objects.holding(Capability.OPEN_CONCERN).at(path).people()
        if user.pk not in given
        and not user.can(Capability.HANDLE_CONCERN, path)
        and _held_since_before(concern, user, Capability.OPEN_CONCERN)
        and not is_one_of(user, named)
    ]


def _give(concern: Concern, officers: list[User]) -> list[User]:
    for user in officers:
        ConcernPerson.objects.get_or_create(concern=concern, user=user, part=Part.ASSIGNED, lifted_at=None)
    if officers:
        ConcernEntry.objects.create(concern=concern, kind=EntryKind.ESCALATED)
    record(ConcernAction.ESCALATED, actor=None, target=concern, count=len(officers))
    return officers


def _above_county(user: User, path: str) -> bool:
    return any(len(own) < COUNTY for own in user.area_paths(Capability.OPEN_CONCERN) if path.startswith(own))


def _by_two(concern: Concern, user: User, named: list[User]) -> bool:
    """Whether two people who are not named gave this person, after the report had come in, an office for it."""
    held = [one for one in user.current_assignments() if one.holds(Capability.OPEN_CONCERN)]
    there = [one for one in held if one.area.contains(concern.area_path)]
    return any(
        one.granted_by
        and one.confirmed_by
        and not any(is_one_of(giver, named) for giver in (one.granted_by, one.confirmed_by))
        for one in there
    )


def operators(concern: Concern) -> list[User]:
    """Who can appoint somebody when nobody at all may open a report, without the named."""
    named = set(live(concern, Part.NAMED).values_list("user", flat=True))
    able = Assignment.objects.serving(Role.OPERATOR).at(concern.area_path).people()
    return [user for user in able if user.pk not in named]
