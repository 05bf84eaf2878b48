"""Who handles a report, who is named in it, and who is told."""

from __future__ import annotations

import unicodedata

from django.db.models import QuerySet

from portal.accounts.enums import ROLE_CAPABILITIES, Capability, Role
from portal.accounts.models import Assignment, User
from portal.audit.log import record

from ..concern_enums import EntryKind, Part
from ..models import Concern, ConcernEntry, ConcernPerson

SHORTEST_NAME = 2


def holders(capability: str, path: str) -> list[User]:
    """Everyone who holds `capability` at a record with this path today."""
    roles = [role for role, held in ROLE_CAPABILITIES.items() if capability in held]
    current = Assignment.objects.current().filter(role__in=roles, user__is_active=True).select_related("user", "area")
    found = {held.user.pk: held.user for held in current if path.startswith(held.area.path)}
    return [found[pk] for pk in sorted(found)]


def alerted_for(concern: Concern) -> list[User]:
    """Those who may open this report: the handlers of the area and whom it was given to, without the named."""
    named = set(live(concern, Part.NAMED).values_list("user", flat=True))
    given = {row.user_id: row.user for row in live(concern, Part.ASSIGNED).select_related("user")}
    able = holders(Capability.OPEN_CONCERN, concern.area_path)
    everything = {user.pk for user in holders(Capability.HANDLE_CONCERN, concern.area_path)}
    return [user for user in able if user.pk not in named and (user.pk in everything or user.pk in given)]


def live(concern: Concern, part: str) -> QuerySet[ConcernPerson]:
    """Whoever has this part in the report now."""
    return ConcernPerson.objects.filter(concern=concern, part=part, lifted_at=None)


def shut_out_whoever_is_named(concern: Concern, text: str) -> None:
    """Before anyone is alerted: whoever could open the report and whose name or e-mail stands in it may not.

    If that leaves nobody, it is given to the county officers who are not named in it. Too many shut out is a
    nuisance that a colleague puts right; one too few warns the person it is about.
    """
    for user in holders(Capability.OPEN_CONCERN, concern.area_path):
        if stands_in(user, text):
            shut_out(concern, user, by=None)
    if not alerted_for(concern):
        give_to_county(concern)


def stands_in(user: User, text: str) -> bool:
    """Whether someone's name or e-mail address stands in a text, however it is spaced."""
    plain, names = _bare(text), (_bare(user.display_name), _bare(user.email))
    return any(len(name) >= SHORTEST_NAME and name in plain for name in names)


def _bare(text: str) -> str:
    """Letters and digits only, in one form: 演 示·丁 is 演示丁."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def shut_out(concern: Concern, user: User, *, by: User | None) -> bool:
    """From now on this account sees nothing of the report. Returns whether that is new."""
    _row, new = ConcernPerson.objects.get_or_create(
        concern=concern, user=user, part=Part.NAMED, lifted_at=None, defaults={"by": by}
    )
    if new:
        ConcernEntry.objects.create(concern=concern, kind=EntryKind.NAMED, text=str(user), by=by)
        record("concern.named", actor=by, target=concern, user=str(user.uuid))
    return new


def give_to_county(concern: Concern) -> list[User]:
    """Let the county officers of the area who are not named in it handle the report. Returns those who now do."""
    named = set(live(concern, Part.NAMED).values_list("user", flat=True))
    officers = [
        user
        for user in holders(Capability.OPEN_CONCERN, concern.area_path)
        if user.pk not in named and not user.can(Capability.HANDLE_CONCERN, concern.area_path)
    ]
    for user in officers:
        ConcernPerson.objects.get_or_create(concern=concern, user=user, part=Part.ASSIGNED, lifted_at=None)
    if officers:
        ConcernEntry.objects.create(concern=concern, kind=EntryKind.ESCALATED)
    record("concern.escalated", actor=None, target=concern, count=len(officers))
    return officers


def operators(concern: Concern) -> list[User]:
    """Who can appoint somebody when nobody at all may open a report."""
    able = holders(Capability.RUN_SITE, concern.area_path)
    return [user for user in able if any(held.role == Role.OPERATOR for held in user.current_assignments())]
