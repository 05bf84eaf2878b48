"""What the public finds: places, and sessions by township, age, action and kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.areas.enums import TOWNSHIP_DIGITS
from portal.areas.models import Area
from portal.areas.scoping import within

from ...days.periods import Days
from ...enums import Action, SessionKind, SessionState
from ...models import Place, Session
from .soon import SOON

AGES: dict[str, tuple[Any, int, int]] = {
    "0-5": (_("Under 6"), 0, 5),
    "6-9": (_("6 to 9"), 6, 9),
    "10-13": (_("10 to 13"), 10, 13),
    "14-17": (_("14 to 17"), 14, 17),
}


@dataclass(frozen=True)
class Filters:
    """What the visitor chose; anything unknown counts as not chosen."""

    area: str = ""
    age: str = ""
    action: str = ""
    kind: str = ""

    @classmethod
    def of(cls, query: Any) -> Filters:
        """From a query string; `query` is a QueryDict."""
        area = query.get("area", "")
        return cls(
            area=area if area.isascii() and area.isdigit() and len(area) == TOWNSHIP_DIGITS else "",
            age=query.get("age", "") if query.get("age") in AGES else "",
            action=query.get("action", "") if query.get("action") in Action.values else "",
            kind=query.get("kind", "") if query.get("kind") in SessionKind.values else "",
        )

    def query(self) -> str:
        """As the end of an address: `?area=331125106&kind=reading`; empty when nothing was chosen."""
        chosen = urlencode({key: value for key, value in asdict(self).items() if value})
        return f"?{chosen}" if chosen else ""

    def any(self) -> bool:
        """Whether something was chosen."""
        return bool(self.area or self.age or self.action or self.kind)


def matching(rows: QuerySet[Session], filters: Filters) -> QuerySet[Session]:
    """Those of `rows` that the visitor's choices leave."""
    if filters.area:
        rows = rows.filter(within([filters.area]))
    if filters.age:
        _label, first, last = AGES[filters.age]
        rows = rows.filter(Q(age_from=None) | Q(age_from__lte=last), Q(age_to=None) | Q(age_to__gte=first))
    if filters.action:
        rows = rows.filter(action=filters.action)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    return rows


def coming_sessions(filters: Filters) -> QuerySet[Session]:
    """Public sessions that are not over, soonest first; cancelled ones stay for those who planned to come."""
    rows = Session.objects.public().filter(ends__gt=timezone.now()).select_related("place")
    return matching(rows, filters).order_by("starts", "pk")


def within_days(days: Days) -> Q:
    """Sessions of which a part lies in these days."""
    return Q(starts__lt=days.ends, ends__gt=days.starts)


def soon_tallies(filters: Filters, today: date) -> dict[str, int]:
    """How many sessions are to come today, this weekend, in the next seven days; one query."""
    counts = {key: Count("pk", filter=within_days(days_of(today))) for key, (_label, days_of) in SOON.items()}
    found: dict[str, int] = coming_sessions(filters).order_by().aggregate(**counts)
    return found


def sessions_between(starts: datetime, ends: datetime, filters: Filters) -> QuerySet[Session]:
    """Public sessions that begin from `starts` until just before `ends`, past and cancelled ones too."""
    rows = Session.objects.public().filter(starts__gte=starts, starts__lt=ends).select_related("place")
    return matching(rows, filters).order_by("starts", "pk")


def tallies(rows: QuerySet[Session], filters: Filters) -> dict[str, Counter[str]]:
    """How many of `rows` (not filtered yet) each choice would leave with the other choices kept; one query.

    `""` counts what is left without a choice of that kind.
    """
    counts: dict[str, Counter[str]] = {key: Counter() for key in ("area", "age", "kind", "action")}
    columns = ("area_path", "age_from", "age_to", "kind", "action")
    for path, first, last, kind, action, number in rows.order_by().values_list(*columns).annotate(Count("pk")):
        values = {"area": [path[:TOWNSHIP_DIGITS]], "age": _ages(first, last), "kind": [kind], "action": [action]}
        fits = {key: getattr(filters, key) in ("", *values[key]) for key in values}
        for key, found in values.items():
            if all(fits[other] for other in values if other != key):
                counts[key].update(dict.fromkeys(["", *found], number))
    return counts


def _ages(first: int | None, last: int | None) -> list[str]:
    """The age groups that a range of ages touches."""
    return [
        key
        for key, (_label, low, high) in AGES.items()
        if (first is None or first <= high) and (last is None or last >= low)
    ]


def townships_with_places() -> list[Area]:
    """The townships in which there is a public place."""
    paths = Place.objects.public().order_by().values_list("area_path", flat=True).distinct()
    return list(Area.objects.filter(code__in={path[:TOWNSHIP_DIGITS] for path in paths}))


def next_similar(session: Session, limit: int = 3) -> list[Session]:
    """The next sessions of the kind with a place left: those at the same place first, then in the same township."""
    rows = Session.objects.public().filter(kind=session.kind, state=SessionState.PUBLISHED, starts__gt=timezone.now())
    near = Case(
        When(place=session.place_id, then=0),
        When(within([session.area_path[:TOWNSHIP_DIGITS]]), then=1),
        default=2,
    )
    rows = rows.filter(children_taken__lt=F("child_capacity")).exclude(pk=session.pk)
    return list(rows.select_related("place").order_by(near, "starts", "pk")[:limit])


def next_sessions_at(place: Place, limit: int = 6) -> list[Session]:
    """The next public sessions at a place, cancelled ones left out."""
    rows = Session.objects.public().filter(place=place, ends__gt=timezone.now())
    return list(rows.exclude(state=SessionState.CANCELLED).select_related("place").order_by("starts", "pk")[:limit])
