"""Opening a place and changing what the public reads of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability, Role
from portal.accounts.models import Assignment, User
from portal.areas.enums import AreaLevel
from portal.areas.models import Area
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied, refuse
from portal.changes.locking import locked
from portal.changes.seen import undone_by
from portal.pagecache.stamp import bump_on_commit
from portal.undo.undoing import keep

from ...actions import PlaceAction
from ...enums import CommonRefusal, RoomKind
from ...models import Place, Room, Session
from ...permissions import may, may_in_full, paths_in_full
from ...telling import tell_of_phone
from ..enums import PlaceRefusal, Reason
from .addresses import keep_former, slug_taken
from .closing import carry_over, hiding_denied_reason, hold_coming

# What the township answers for; the rest its manager may change too.
OF_THE_TOWNSHIP = ("name", "slug", "kind", "address", "stars", "listed", "name_en")
OF_THE_PLACE = (
    "phone",
    "opening_hours",
    "opening_note",
    "safe_venue",
    "equipment",
    "family_phone",
    "library",
    "summary",
    "directions",
    "summary_en",
)


def areas_to_open_in(user: User) -> QuerySet[Area]:
    """The townships and villages in which this person may open a place; none for a centre manager."""
    paths = paths_in_full(user, Capability.MANAGE_SESSION)
    inside = reduce(or_, (Q(code__startswith=path) for path in paths), Q(pk=None))
    return Area.objects.filter(inside, level__in=[AreaLevel.TOWNSHIP, AreaLevel.VILLAGE])


def possible_managers(place: Place) -> QuerySet[User]:
    """Who may manage the place: appointed as centre manager of its area or of one above it, today."""
    appointed = Assignment.objects.serving(Role.CENTRE_MANAGER).at(place.area_path)
    return User.objects.filter(pk__in=appointed.values("user")).order_by("pk")


@change_of_state
def open_place(*, by: User, area: Area, **fields: Any) -> Place:
    """A new place. Raises Denied outside the actor's area, for a centre manager, or for an address in use."""
    if not any(area.path.startswith(path) for path in paths_in_full(by, Capability.MANAGE_SESSION)):
        raise Denied(PlaceRefusal.NOT_YOUR_AREA)
    place = Place(area=area, **fields)
    while not fields.get("slug") and (not place.slug or slug_taken(place)):
        place.slug = f"p-{secrets.token_hex(4)}"
    refuse(_slug_denied_reason(place))
    place.save()
    record(PlaceAction.OPENED, actor=by, target=place)
    bump_on_commit()
    return place


@change_of_state
def change_place(
    place: Place,
    *,
    by: User,
    seen: str = "",
    managers: Iterable[User] | None = None,
    sessions_go_on: bool | None = None,
    cancel_for: str = "",
    **fields: Any,
) -> Place:
    """Change what is written about a place; `seen` is what the form showed (portal.changes.seen).

    The people of its coming sessions are told of another name or address. Who takes the place off the public
    pages while there are some decides about them: `sessions_go_on` there, or they are called off with `cancel_for`.

    Raises Denied: not the actor's place, a field the township decides, an address in use, managers who are not
    appointed here, or somebody else saved in the meantime.
    """
    place = _held(place, moves=fields.get("slug", place.slug) not in {"", place.slug})
    team = None if managers is None else {user.pk for user in managers}
    changed = _differences(place, fields, team)
    if not changed:
        return place
    refuse(change_denied_reason(place, by=by, changed=changed, managers=team or set()))
    wanted = {**fields, "slug": fields.get("slug") or place.slug} | ({} if team is None else {"managers": team})
    if undone_by(wanted, seen=seen, now=as_shown(place)):
        raise Denied(CommonRefusal.CHANGED_MEANWHILE)
    before = {name: getattr(place, name) for name in ("phone", "slug", "name", "address")}
    for name in changed - {"managers"}:
        setattr(place, name, fields[name])
    cancel_for = "" if sessions_go_on else cancel_for.strip()
    refuse(_slug_denied_reason(place) or hiding_denied_reason(place, changed, bool(sessions_go_on or cancel_for)))
    hold_coming(place, changed)
    _save(place, changed, before, team)
    event = record(PlaceAction.CHANGED, actor=by, target=place, fields=sorted(changed))
    if "phone" in changed:
        tell_of_phone(place, before["phone"], by=by, key=f"place.phone:{event.sequence}")
    carry_over(place, before, changed, by=by, event=f"place.change:{event.sequence}", cancel_for=cancel_for)
    bump_on_commit()
    return place


def as_shown(place: Place) -> dict[str, Any]:
    """What whoever changes it has on the screen."""
    values = {name: getattr(place, name) for name in (*OF_THE_TOWNSHIP, *OF_THE_PLACE)}
    return values | {"managers": set(place.managers.values_list("pk", flat=True))}


def _held(place: Place, *, moves: bool) -> Place:
    """The place, locked; with its key when it gets another address, which others may be pointing at."""
    rows = Place.objects.unscoped("one place, checked by the caller").select_for_update(of=("self",), no_key=not moves)
    found: Place = rows.get(pk=place.pk)
    return found


def _differences(place: Place, fields: dict[str, Any], team: set[int] | None) -> set[str]:
    """The names of what is to be different; an empty address in the site means the one there is."""
    changed = {name for name, value in fields.items() if getattr(place, name) != value and (name != "slug" or value)}
    if team is not None and team != set(place.managers.values_list("pk", flat=True)):
        changed.add("managers")
    return changed


def _save(place: Place, changed: set[str], before: dict[str, Any], team: set[int] | None) -> None:
    if "listed" in changed:
        place.unlisted_at = None if place.listed else timezone.now()
    place.save()
    if "slug" in changed:
        keep_former(place, before["slug"])
    if "managers" in changed:
        place.managers.set(sorted(team or ()))


def change_denied_reason(place: Place, *, by: User, changed: set[str], managers: set[int]) -> Reason | None:
    """Why the place may not be changed like this, or None."""
    if not may(by, Capability.MANAGE_SESSION, place):
        return CommonRefusal.NOT_YOURS
    if changed - set(OF_THE_PLACE) and not may_in_full(by, Capability.MANAGE_SESSION, place):
        return PlaceRefusal.TOWNSHIP_DECIDES
    now = set(place.managers.values_list("pk", flat=True))
    if "managers" in changed and not managers - now <= set(possible_managers(place).values_list("pk", flat=True)):
        return PlaceRefusal.NOT_MANAGERS
    return None


@change_of_state
def add_room(place: Place, *, name: str, kind: str, by: User) -> Room:
    """One more room. Raises Denied for a place that is not the actor's, or a name the place has already."""
    place = locked_place(place, by)
    if place.rooms.filter(name=name).exists():
        raise Denied(PlaceRefusal.ROOM_NAMED)
    room = Room.objects.create(place=place, name=name, kind=RoomKind(kind))
    touched(PlaceAction.ROOM_ADDED, place, by)
    return room


@change_of_state
def remove_room(room: Room, *, by: User) -> None:
    """The room is no longer used. Raises Denied while a session, past or to come, stands in it."""
    place = locked_place(room.place, by)
    if Session.objects.unscoped("whatever was held in the room counts").filter(room=room).exists():
        raise Denied(PlaceRefusal.ROOM_USED)
    keep("place.room", by=by, place=place.pk, name=room.name, kind=room.kind)
    # Another instance: one that was deleted cannot be deleted again, should this be begun again.
    Room.objects.get(pk=room.pk).delete()
    touched(PlaceAction.ROOM_REMOVED, place, by)


@change_of_state
def put_back_room(detail: dict[str, Any], *, by: User) -> str:
    """Undo: the room is in the list again. Raises Denied when another one has its name now."""
    place = Place.objects.unscoped("one place, checked as it is locked").get(pk=detail["place"])
    add_room(place, name=detail["name"], kind=detail["kind"], by=by)
    return _("The room is in the list again.")


def locked_place(place: Place, by: User) -> Place:
    """The place, for this transaction alone. Raises Denied when it is not the actor's."""
    row = locked(place)
    if not may(by, Capability.MANAGE_SESSION, row):
        raise Denied(CommonRefusal.NOT_YOURS)
    return row


def touched(action: str, place: Place, by: User, **details: Any) -> None:
    """What belongs to a place changed: so did the place."""
    place.save(update_fields=["changed_at"])
    record(action, actor=by, target=place, **details)
    bump_on_commit()


def _slug_denied_reason(place: Place) -> Reason | None:
    return PlaceRefusal.SLUG_TAKEN if slug_taken(place) else None
