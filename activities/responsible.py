"""Who answers for a session, a place or an enrolled child today: what was written down once is history.

Whoever made a session, leads it, manages its place or enrolled a child may have left since. Today's assignments
are asked whenever somebody is told; where nobody holds the office, the level above does.
"""

from __future__ import annotations

from portal.accounts.enums import OF_OWN_PLACES, Capability
from portal.accounts.models import Assignment, User

from .models import Place, Session, SessionStaff


def responsible_today(session: Session) -> list[User]:
    """Its team, the managers of its place and who made it, as far as they still work there; never nobody.

    If none of them may change the session any more, those who hold that office nearest above.
    """
    named = {*session.staff.values_list("pk", flat=True), session.created_by_id}
    return _with_level_above(session.place, named)


def responsible_for_place(place: Place) -> list[User]:
    """The managers of a place who still are; without one, those who hold the office nearest above."""
    return _with_level_above(place, set())


def managers_of(place: Place) -> list[User]:
    """Who manages the place today: of those named, who still serves there."""
    serving = Assignment.objects.serving(*OF_OWN_PLACES).at(place.area_path)
    return serving.filter(user__in=place.managers.values("pk")).people()


def team_of(session: Session) -> list[User]:
    """Who of its team is on the spot: their appointment covers the place at that time, as far as is known now."""
    team = SessionStaff.objects.filter(session=session).values("user")
    serving = Assignment.objects.serving_at(session.starts).allowing(Capability.CALL_ROLL).at(session.area_path)
    return serving.filter(user__in=team).people()


def _with_level_above(place: Place, named: set[int | None]) -> list[User]:
    managers = set(place.managers.values_list("pk", flat=True))
    held = Assignment.objects.holding(Capability.CALL_ROLL).at(place.area_path).select_related("user")
    here = [
        row
        for row in held.order_by("pk")
        if row.user_id in (managers if row.role in OF_OWN_PLACES else managers | named)
    ]
    decide = any(row.holds(Capability.MANAGE_SESSION) for row in here)
    above = [] if decide else Assignment.objects.holding(Capability.MANAGE_SESSION).at(place.area_path).nearest()
    return list({user.pk: user for user in [*(row.user for row in here), *above]}.values())
