"""Making a draft and changing a session, before and after it is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Any

from django.utils import timezone

from portal.accounts.enums import Capability
from portal.accounts.models import Assignment, User
from portal.areas.scoping import ScopedQuerySet
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied, refuse
from portal.changes.locking import locked
from portal.changes.seen import undone_by
from portal.pagecache.stamp import bump_on_commit

from ...actions import SessionAction
from ...adults.domain.watching import recheck_adults, recheck_beside
from ...enums import OPEN, CommonRefusal, SessionState
from ...locking import lock_session, require
from ...models import Duty, Enrolment, Place, Session, SessionStaff
from ...permissions import may
from ...seats.domain.waitlist import promote
from ...telling import event_now, everyone, tell
from ..enums import Reason, SessionRefusal
from .clashes import people_denied_reason, room_denied_reason

_REASON = "everyone who signed up counts"
# What the form shows, beside the team.
SHOWN = (
    *("title", "kind", "action", "place", "room", "starts", "ends", "age_from", "age_to", "child_capacity"),
    *("volunteer_capacity", "summary", "bring", "guardian_part", "title_en", "summary_en"),
)
MATTERS = {"place", "room", "starts", "ends", "title"}


def possible_staff(places: Iterable[Place]) -> list[User]:
    """Staff who may be put on a session of these places: appointed to work with children there, today."""
    return Assignment.objects.holding(Capability.CALL_ROLL).at(*(place.area_path for place in places)).people()


def primary_place(user: User, places: ScopedQuerySet) -> Place | None:
    """The place this person most likely plans for: the only one they may use, else the only one they manage."""
    for rows in (places, places.filter(managers=user)):
        first = list(rows[:2])
        if len(first) == 1:
            return first[0]
    return None


def plan_denied_reasons(plan: Mapping[str, Any]) -> Iterator[Reason]:
    """What does not fit together in a session's fields; those that are not known yet are left out."""
    room, place = plan.get("room"), plan.get("place")
    if room and place and room.place_id != place.pk:
        yield SessionRefusal.ROOM_ELSEWHERE
    first, last = plan.get("age_from"), plan.get("age_to")
    if first is not None and last is not None and last < first:
        yield SessionRefusal.AGES_TURNED
    starts, ends = plan.get("starts"), plan.get("ends")
    if starts and ends and ends <= starts:
        yield SessionRefusal.ENDS_FIRST
    if starts and starts <= timezone.now():
        yield SessionRefusal.TIME_PASSED


@change_of_state
def draft(*, by: User, staff: Iterable[User] = (), **fields: Any) -> Session:
    """A new session that only staff see. Raises Denied for a place or staff that are not the actor's."""
    place = fields["place"]
    if not may(by, Capability.MANAGE_SESSION, place):
        raise Denied(CommonRefusal.NOT_YOURS)
    refuse(next(plan_denied_reasons(fields), None))
    session = Session(area=place.area, created_by=by, **fields)
    session.save()
    set_staff(session, staff)
    record(SessionAction.DRAFTED, actor=by, target=session)
    return session


def as_shown(session: Session) -> dict[str, Any]:
    """What whoever changes it has on the screen."""
    team = SessionStaff.objects.filter(session=session).order_by("user").select_related("user")
    return {name: getattr(session, name) for name in SHOWN} | {"staff": [row.user for row in team]}


@change_of_state
def change(session: Session, *, by: User, staff: Iterable[User], seen: str = "", **fields: Any) -> Session:
    """Change a session that has not begun; those who signed up are told when place or time move.

    `seen` is what the form showed (portal.changes.seen). Raises Denied: it would undo what somebody else has changed
    since, capacity below what is taken, room or people busy at the new time, not the actor's place.
    """
    hold_new_place(session, fields.get("place"))
    session, staff = lock_session(session), list(staff)
    require(by, Capability.MANAGE_SESSION, session)
    if undone_by({**fields, "staff": staff}, seen=seen, now=as_shown(session)):
        raise Denied(CommonRefusal.CHANGED_MEANWHILE)
    kept = {name: getattr(session, name) for name in ("place", "room", "age_from", "age_to")}
    refuse(next(plan_denied_reasons(kept | fields), None))
    changed = {name for name, value in fields.items() if getattr(session, name) != value}
    before, team = copy(session), set(SessionStaff.objects.filter(session=session).values_list("user_id", flat=True))
    for name in changed:
        setattr(session, name, fields[name])
    refuse(change_denied_reason(session, by=by, changed=changed))
    session.area = session.place.area
    if changed:
        session.sequence += 1
    session.save()
    if "place" in changed:
        _move_seats(session)
    set_staff(session, staff)
    record(SessionAction.CHANGED, actor=by, target=session, fields=sorted(changed))
    _after_change(session, changed)
    if session.state != SessionState.DRAFT:
        recheck_beside(session, people=team, around=before)
    return session


def hold_new_place(session: Session, place: Place | None) -> None:
    """Where it moves to, held before the session as whoever moves the place does it: nobody closes it meanwhile."""
    if place is not None and place.pk != session.place_id:
        locked(place)


def change_denied_reason(session: Session, *, by: User, changed: set[str]) -> Reason | None:
    """Why the session may not be saved like this, or None."""
    if session.state not in OPEN:
        return CommonRefusal.WRONG_STATE
    if not may(by, Capability.MANAGE_SESSION, session.place):
        return CommonRefusal.NOT_YOURS
    if session.child_capacity < session.children_taken or session.volunteer_capacity < session.volunteers_taken:
        return SessionRefusal.BELOW_TAKEN
    if session.state == SessionState.DRAFT:
        return None
    if session.begun:
        return CommonRefusal.PAST
    return room_denied_reason(session) or (people_denied_reason(session) if changed & {"starts", "ends"} else None)


def set_staff(session: Session, staff: Iterable[User]) -> None:
    """Exactly these people lead the session. Raises Denied for someone who does not work there."""
    wanted = {user.pk: user for user in staff}
    present = set(SessionStaff.objects.filter(session=session).values_list("user_id", flat=True))
    new = wanted.keys() - present
    if new and not new <= {user.pk for user in possible_staff([session.place])}:
        raise Denied(SessionRefusal.TEAM_NOT_STAFF)
    SessionStaff.objects.filter(session=session).exclude(user__in=wanted).delete()
    SessionStaff.objects.bulk_create(SessionStaff(session=session, user_id=pk) for pk in sorted(new))


def _move_seats(session: Session) -> None:
    """Duties and enrolments belong where their session does, so that only the staff of the new place see them."""
    for model in (Duty, Enrolment):
        for seat in model.objects.unscoped("the seats of one locked session").filter(session=session):
            seat.area = session.area
            seat.save(update_fields=["area"])


def _after_change(session: Session, changed: set[str]) -> None:
    if session.state == SessionState.DRAFT:
        return
    promote(session)
    recheck_adults(session)
    if changed & MATTERS:
        tell(everyone(session), "changed", session, event=event_now("changed", session))
    bump_on_commit()
