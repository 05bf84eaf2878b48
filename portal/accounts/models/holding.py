"""Who holds which role where, at what time: every question about offices is asked here.

Whoever is told, shown or counted is asked of these rows; who made, led or proposed something once is history.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import CharField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.utils import timezone

from portal.areas.enums import codes_around

from ..enums import OF_OWN_PLACES, roles_with

if TYPE_CHECKING:
    from .people import Assignment, User

# Given without a waiting time.
_IS_BEGUN = Q(effective_at__lte=F("given_at"))


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments by time, by what they allow, and by where; asked in this order: `holding(…).at(…).people()`."""

    def current(self) -> AssignmentQuerySet:
        """Those in force now: the one rule of what “from today” means (decision 0028).

        What was given is in force and what was ended is over by the order of what was done, whatever the clock says
        since: a clock that goes back takes no role away and gives none back. Only a waiting time goes by the clock.
        """
        return self.filter(_IS_BEGUN | Q(effective_at__lte=timezone.now()), until=None)

    def upcoming(self) -> AssignmentQuerySet:
        """Those confirmed whose waiting time is not over."""
        return self.filter(~_IS_BEGUN, until=None, effective_at__gt=timezone.now())

    def serving(self, *roles: str) -> AssignmentQuerySet:
        """Those in force now of people whose account is open; with roles, those only."""
        found = self.current().filter(user__is_active=True)
        return found.filter(role__in=roles) if roles else found

    def serving_at(self, moment: datetime) -> AssignmentQuerySet:
        """Those in force at this moment, as far as is known now, of people whose account is open."""
        day = timezone.localdate(moment)
        in_force = self.filter(Q(until=None) | Q(until__gt=day), since__lte=day, effective_at__lte=moment)
        return in_force.filter(user__is_active=True)

    def holding(self, capability: str) -> AssignmentQuerySet:
        """Those in force now that allow this, of people whose account is open."""
        return self.serving(*roles_with(capability))

    def allowing(self, capability: str) -> AssignmentQuerySet:
        """Of these, those that allow this."""
        return self.filter(role__in=roles_with(capability))

    def at(self, *paths: str) -> AssignmentQuerySet:
        """Of these, those whose area has one of these paths in it: the area itself, and all it lies in."""
        return self.filter(area__code__in={code for path in paths for code in codes_around(path)})

    def around(self, path: str) -> AssignmentQuerySet:
        """For a subquery: of these, those whose area has in it what the outer row's field `path` says."""
        outer = ExpressionWrapper(OuterRef(path), output_field=CharField())
        return self.annotate(of=outer).filter(of__startswith=F("area__code"))

    def last_day(self) -> Subquery:
        """For a query: the day on which the last of these that are over ended; nothing where none has ended."""
        return Subquery(self.filter(until__isnull=False).order_by("-until").values("until")[:1])

    def read_for(self, users: Iterable[User]) -> None:
        """Read what these people hold now for all of them at once, as each reads it for themselves. One query."""
        people = list(users)
        found: dict[int, list[Assignment]] = {user.pk: [] for user in people}
        for held in self.serving().filter(user__in=found).select_related("area", "granted_by", "confirmed_by"):
            found[held.user_id].append(held)
        for user in people:
            user._current_assignments = found[user.pk]

    def by_area(self) -> AssignmentQuerySet:
        """Of these, those that count for the whole area and not only for the places one manages."""
        return self.exclude(role__in=OF_OWN_PLACES)

    def people(self) -> list[User]:
        """Who holds these, each once, whoever has the oldest account first. One query."""
        return _each_once(self.select_related("user").order_by("user_id"))

    def nearest(self) -> list[User]:
        """Who holds the ones nearest to the place: the village's officer, else the township's, and so on. One query."""
        held = list(self.by_area().select_related("user", "area").order_by("user_id"))
        depth = max((len(one.area.code) for one in held), default=0)
        return _each_once(one for one in held if len(one.area.code) == depth)


def _each_once(held: Iterable[Assignment]) -> list[User]:
    return list({one.user_id: one.user for one in held}.values())
