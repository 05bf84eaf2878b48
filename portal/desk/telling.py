"""Who is told of a role that is given or ended, and in which words: peers, the county, the auditors, the person."""

from __future__ import annotations

from typing import Any

from portal.accounts.change_enums import ChangeKind, ChangeState
from portal.accounts.domain.deciding import ABOVE_COUNTY, waiting_time
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, RoleChange, User
from portal.areas.models import Area
from portal.notify.circles import CIRCLES, THEMSELVES, Circle
from portal.notify.outbox import in_each_language, notify
from portal.notify.passing import pass_on_all
from portal.pages.dates import when_text

WATCHING = frozenset({Role.COUNTY_OFFICER, Role.SAFEGUARDING_OFFICER, Role.AUDITOR})


def colleagues(role: str, area: Area) -> list[User]:
    """Peers in the role, the county and the auditors of the area; above a county also those inside."""
    serving = Assignment.objects.serving(*WATCHING, role)
    found = {}
    for held in serving.select_related("user", "area"):
        inside = held.area.path.startswith(area.path) and (area.level in ABOVE_COUNTY or held.role == role)
        if held.area.contains(area.path) or inside:
            found[held.user.pk] = held.user
    return [found[pk] for pk in sorted(found)]


def tell_colleagues(role: str, area: Area, what: str, *, key: str, but: User | None) -> None:
    """One message to each of them, without a name: who it is stands on the page it leads to."""
    hours = int(waiting_time().total_seconds() // 3600)
    for user in colleagues(role, area):
        if but is None or user.pk != but.pk:
            unique = f"{key}:{user.pk}"
            facts: dict[str, Any] = {"what": what, "role": role, "hours": hours, "by_language": names(area)}
            notify(user, "role_change", key=unique, circle=f"colleagues:{role}:{area.pk}", **facts)


def tell_proposed(change: RoleChange, *, by: User | None) -> None:
    """Somebody is proposed, or proposed to go."""
    what = "give_proposed" if change.kind == ChangeKind.GIVE else "end_proposed"
    tell_colleagues(change.role, change.area, what, key=f"role:{change.pk}:{what}", but=by)


def tell_decided(change: RoleChange, *, by: User) -> None:
    """The second person has decided, or one person alone in an emergency."""
    what = f"{change.kind}_{change.state}"
    tell_colleagues(change.role, change.area, what, key=f"role:{change.pk}:{what}", but=by)
    held = change.assignment
    if held and change.kind == ChangeKind.GIVE:
        tell_appointed(held) if held.effective_at <= held.given_at else tell_waiting(held)
    elif held and change.state in {ChangeState.CONFIRMED, ChangeState.AT_ONCE}:
        tell_ended(held)


def tell_appointed(held: Assignment) -> None:
    """To the person: the role is in force."""
    key = f"appointed:{held.pk}"
    notify(held.user, "appointed", key=key, circle=_holder(held), role=held.role, by_language=names(held.area))


def tell_waiting(held: Assignment) -> None:
    """To the person: from when on the role is in force."""
    said = in_each_language(lambda: {"area": held.area.local_name, "begins": when_text(held.effective_at)})
    key = f"appointed_later:{held.pk}"
    notify(held.user, "appointed_later", key=key, circle=_holder(held), role=held.role, by_language=said)


def tell_ended(held: Assignment) -> None:
    """To the person: the role has ended; what waited to be sent to them goes to whoever it concerns now."""
    key = f"appointment_ended:{held.pk}"
    notify(held.user, "appointment_ended", key=key, circle=THEMSELVES, role=held.role, by_language=names(held.area))
    pass_on_all(held.user)


def names(area: Area) -> dict[str, dict[str, str]]:
    """The area's name in each language."""
    return in_each_language(lambda: {"area": area.local_name})


def add_circles() -> None:
    """Whom these concern when they are sent. Called from AppConfig.ready()."""
    CIRCLES.add(Circle(_is_colleague), name="colleagues")
    CIRCLES.add(Circle(_still_holds), name="holder")


def _holder(held: Assignment) -> str:
    return f"holder:{held.pk}"


def _still_holds(user: User, key: str) -> bool:
    """Whether the role is theirs, in force or on its way."""
    mine = Assignment.objects.filter(pk=key, user=user)
    return mine.filter(pk__in=Assignment.objects.current().values("pk")).exists() or mine.upcoming().exists()


def _is_colleague(user: User, key: str) -> bool:
    role, _, area = key.partition(":")
    return user.pk in {one.pk for one in colleagues(role, Area.objects.get(pk=area))}
