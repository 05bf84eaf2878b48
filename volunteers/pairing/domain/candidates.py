"""Which children wait for a pairing, and who could be proposed for one of them, with the reasons why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from children.ledger.enums import Risk
from children.ledger.models import Child
from portal.accounts.models import User
from portal.areas.enums import CODE_LENGTH, AreaLevel
from portal.areas.ordered import shares_digits
from portal.areas.scoping import ScopedQuerySet, within
from portal.desk.keyset import keys_of_first

from ...application.domain.standing import in_standing
from ...application.enums import ServiceType
from ...application.models import Volunteer
from ..enums import LIVE, DeclineReason
from ..models import Pairing
from .needs import wanted_services
from .queries import waiting_children
from .rules import COUNTY_CODE_LENGTH

TOWNSHIP_CODE_LENGTH, VILLAGE_CODE_LENGTH = CODE_LENGTH[AreaLevel.TOWNSHIP], CODE_LENGTH[AreaLevel.VILLAGE]
LONG_WAIT = timedelta(days=14)
# Volunteers among whom the first screen looks for somebody; the board looks among all.
LOOKED_AT = 100


@dataclass(frozen=True)
class Helper:
    """A volunteer with room for another child: a number and what is needed to choose, no personal data."""

    pk: int
    uuid: UUID
    number: str
    services: tuple[str, ...]
    area_path: str
    area_name: str
    limit: int
    load: int

    @property
    def key(self) -> str:
        """As it stands in an address."""
        return str(self.uuid)


@dataclass(frozen=True)
class Candidate:
    """A volunteer for one child: what they could do, and why they fit."""

    helper: Helper
    fitting: tuple[str, ...]
    reasons: tuple[str, ...] = field(default_factory=tuple)


def waiting(user: User) -> ScopedQuerySet:
    """The children who wait, high risk first, then the longest wait; a constant number of queries."""
    urgency = Case(When(risk=Risk.HIGH, then=Value(0)), When(risk=Risk.MEDIUM, then=Value(1)), default=Value(2))
    rows = waiting_children(user).select_related("area__parent").prefetch_related("needs")
    return rows.order_by(urgency, "created_at", "pk")


def most_urgent(user: User, number: int) -> list[Child]:
    """The first of them, each risk asked for by itself in the order of an index: four queries, however many wait."""
    rows = waiting_children(user, listed=True).order_by("created_at", "pk")
    keys: list[Any] = []
    for risk in (Risk.HIGH, Risk.MEDIUM, Risk.LOW):
        keys += keys_of_first(rows.filter(risk=risk), number - len(keys))
    found = {child.pk: child for child in rows.filter(pk__in=keys).select_related("area__parent")}
    prefetch_related_objects(list(found.values()), "needs")
    return [found[key] for key in keys if key in found]


def waiting_long(rows: ScopedQuerySet) -> ScopedQuerySet:
    """Those who have waited for more than 14 days."""
    return rows.filter(created_at__lt=timezone.now() - LONG_WAIT)


def helpers_near(paths: Iterable[str], *, on: date) -> list[Helper]:
    """Volunteers of these counties who may serve on that day and have room; one query."""
    counties = {path[:COUNTY_CODE_LENGTH] for path in paths}
    return _with_room(in_standing(on).filter(within(counties)).order_by("number"))


def some_helpers_near(paths: Collection[str], *, on: date) -> tuple[list[Helper], bool]:
    """As far as `LOOKED_AT` volunteers go, of the same townships first, and whether these were all. Two queries.

    For a few children on a page that must not cost more in a larger county. Who began last comes first: they have room.
    """
    townships = {path[:TOWNSHIP_CODE_LENGTH] for path in paths}
    counties = {path[:COUNTY_CODE_LENGTH] for path in paths}
    serving = in_standing(on).order_by("-state_changed_at", "-pk")
    near = list(serving.filter(within(townships)).values_list("pk", flat=True)[:LOOKED_AT])
    around = reduce(or_, map(shares_digits, counties), Q(pk__in=[]))
    far = serving.filter(around).exclude(within(townships)).values_list("pk", flat=True)[: LOOKED_AT - len(near)]
    found = [*near, *far]
    return _with_room(in_standing(on).filter(pk__in=found).order_by("number")), len(found) < LOOKED_AT


def _with_room(rows: QuerySet[Volunteer]) -> list[Helper]:
    live = Pairing.objects.unscoped("the caseload counts everywhere").filter(volunteer=OuterRef("pk"), state__in=LIVE)
    load = live.order_by().values("volunteer").annotate(held=Count("pk")).values("held")
    rows = rows.select_related("area").annotate(load=Coalesce(Subquery(load), 0))
    helpers = [
        Helper(
            pk=row.pk,
            uuid=row.uuid,
            number=row.number,
            services=tuple(row.services),
            area_path=row.area_path,
            area_name=str(row.area),
            limit=row.caseload_limit,
            load=row.load,  # type: ignore[attr-defined]  # annotated above
        )
        for row in rows.only("uuid", "number", "services", "area_path", "caseload_limit", "area__name")
    ]
    return [helper for helper in helpers if helper.load < helper.limit]


def candidates_for(child: Child, helpers: Iterable[Helper], *, refused: Iterable[int] = ()) -> list[Candidate]:
    """Those who can do something this child needs: same village, then same township, then who has most room."""
    found = _fitting(child, helpers, set(refused))
    found.sort(key=lambda pair: _rank(child, *pair))
    return [_candidate(child, *pair) for pair in found]


def best_of(child: Child, helpers: Iterable[Helper], *, refused: Iterable[int] = ()) -> Candidate | None:
    """The first of them, or None."""
    found = _fitting(child, helpers, set(refused))
    return _candidate(child, *min(found, key=lambda pair: _rank(child, *pair))) if found else None


def _fitting(child: Child, helpers: Iterable[Helper], away: set[int]) -> list[tuple[Helper, tuple[str, ...]]]:
    wanted = wanted_services(child)
    pairs = ((one, tuple(service for service in wanted if service in one.services)) for one in helpers)
    return [(helper, fitting) for helper, fitting in pairs if fitting and helper.pk not in away]


def _candidate(child: Child, helper: Helper, fitting: tuple[str, ...]) -> Candidate:
    return Candidate(helper, fitting, tuple(_reasons(child, helper, fitting)))


def refused_for(child: Child) -> set[int]:
    """Volunteers whom this child, or the guardian for it, has already declined or who have it already."""
    return refused_among([child]).get(child.pk, set())


def refused_among(children: Iterable[Child]) -> dict[int, set[int]]:
    """The same for each of these children, by their key; one query."""
    rows = Pairing.objects.unscoped("of children the caller may see").filter(child__in=[one.pk for one in children])
    said_no = Q(declined_reason__in=[DeclineReason.GUARDIAN, DeclineReason.CHILD])
    found: dict[int, set[int]] = {}
    for child, volunteer in rows.filter(said_no | Q(state__in=LIVE)).values_list("child", "volunteer"):
        found.setdefault(child, set()).add(volunteer)
    return found


def _rank(child: Child, helper: Helper, fitting: tuple[str, ...]) -> tuple[int, int, int, str]:
    return (-_nearness(child, helper), -len(fitting), helper.load - helper.limit, helper.number)


def _nearness(child: Child, helper: Helper) -> int:
    """2 in the same village, 1 in the same township, 0 in the same county."""
    own, other = child.area_path, helper.area_path
    if own[:TOWNSHIP_CODE_LENGTH] != other[:TOWNSHIP_CODE_LENGTH]:
        return 0
    return 2 if len(other) == VILLAGE_CODE_LENGTH and own == other else 1


def _reasons(child: Child, helper: Helper, fitting: tuple[str, ...]) -> list[str]:
    near, comma = {2: _("same village"), 1: _("same township")}, pgettext("list", ", ")
    return [
        near.get(_nearness(child, helper)) or _("helps in %(area)s") % {"area": helper.area_name},
        _("can do: %(services)s") % {"services": comma.join(str(ServiceType(name).label) for name in fitting)},
        _("has %(load)s of %(limit)s children") % {"load": helper.load, "limit": helper.limit},
    ]
