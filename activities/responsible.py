"""Who answers for a session, a place or an enrolled child today: what was written down once is history.

Whoever made a session, leads it, manages its place or enrolled a child may have left since. Today's assignments
are asked whenever somebody is told; where nobody holds the office, the level above does.
"""

from __future__ import annotations

from collections.abc import Iterable

from portal.accounts.enums import ROLE_CAPABILITIES, Capability, Role
from portal.accounts.models import Assignment, User
from portal.areas.enums import codes_around

from .models import Place, Session


def responsible_today(session: Session) -> list[User]:
    """Its team, the managers of its place and who made it, as far as they still work there; never nobody.

    If none of them may change the session any more, those who hold that office nearest above.
    """
    named = {*session.staff.values_list("pk", flat=True), session.created_by_id}
    return _with_level_above(session.place, named)


def responsible_for_place(place: Place) -> list[User]:
    """The managers of a place who still are; without one, those who hold the office nearest above."""
    return _with_level_above(place, set())


def office_today(path: str, capability: str) -> list[User]:
    """Who holds the capability by area, nearest to this one: the village's officer, else the township's, and so on."""
    return _nearest(_held(path, capability))


def _with_level_above(place: Place, named: set[int | None]) -> list[User]:
    managers = set(place.managers.values_list("pk", flat=True))
    here = [
        row
        for row in _held(place.area_path, Capability.CALL_ROLL)
        if row.user_id in (managers if row.role == Role.CENTRE_MANAGER else managers | named)
    ]
    decide = [row for row in here if Capability.MANAGE_SESSION in ROLE_CAPABILITIES[row.role]]
    above = [] if decide else _nearest(_held(place.area_path, Capability.MANAGE_SESSION))
    return _each_once([*(row.user for row in here), *above])


def _held(path: str, capability: str) -> list[Assignment]:
    """The assignments in force today that give the capability at this area, of accounts that are open."""
    rows = Assignment.objects.current().filter(area__code__in=codes_around(path), user__is_active=True)
    rows = rows.select_related("user", "area").order_by("pk")
    return [row for row in rows if capability in ROLE_CAPABILITIES[row.role]]


def _nearest(held: list[Assignment]) -> list[User]:
    by_area = [row for row in held if row.role != Role.CENTRE_MANAGER]
    depth = max((len(row.area.code) for row in by_area), default=0)
    return _each_once(row.user for row in by_area if len(row.area.code) == depth)


def _each_once(users: Iterable[User]) -> list[User]:
    return list({user.pk: user for user in users}.values())
