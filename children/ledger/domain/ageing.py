"""What a day changes by itself: left-behind ends on the 16th birthday, the ledger on the 18th.

Lists, counts and rules ask for the day themselves (see `ages`); this writes it down and puts it before a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.ages import ADULT, day_of_age
from portal.areas.scoping import ScopedQuerySet
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.changes.locking import locked

from ..actions import ChildAction
from ..enums import OPEN, Category, CategoryEnd, ChildRefusal, ChildState, NotLeftBehind, Turned
from ..models import IS_OPEN, Child, ChildCategory, LeftBehindRule
from .ages import came_of_age, last_start, no_longer_left_behind, of_age
from .definition import Situation, reason_under, rule_on

SOON = timedelta(days=30)
AT_ONCE = 200
_REASON = "ages are asked again for every child, wherever it lives"


def ask_again(on: date | None = None) -> int:
    """Write down what has ended up to a day, by default today. Returns for how many children; twice changes nothing.

    Each child is a transaction of its own, and one that somebody holds is taken in its turn.
    """
    day, rule = on or timezone.localdate(), rule_on(on or timezone.localdate())
    grown = Child.objects.unscoped(_REASON).filter(of_age(ADULT, day), state__in=OPEN)
    recorded = ChildCategory.objects.filter(category=Category.LEFT_BEHIND, until=None)
    ended = recorded.filter(no_longer_left_behind(day, "child__"))
    no_more = Child.objects.unscoped(_REASON).filter(pk__in=ended.values("child"), state__in=OPEN)
    done = _each(grown, lambda child: _age_out(child, day, rule))
    return done + _each(no_more, lambda child: _end_left_behind(child, day, rule))


def turning_soon(rows: ScopedQuerySet, on: date) -> ScopedQuerySet:
    """Open records of children who turn 16 or 18 in the next 30 days, tomorrow being the first."""
    first, last = on + timedelta(days=1), on + SOON
    return rows.filter(came_of_age({ADULT, rule_on(on).under_age}, first, last) & IS_OPEN)


def to_look_at(rows: ScopedQuerySet) -> ScopedQuerySet:
    """Records of those who have turned 16 or 18 and at which nobody has looked since."""
    return rows.filter(turned__isnull=False)


def newly_away(rows: ScopedQuerySet, on: date) -> ScopedQuerySet:
    """Active records whose parents completed the rule's months in the last 30 days, not recorded as left-behind."""
    rule, recorded = rule_on(on), ChildCategory.objects.filter(category=Category.LEFT_BEHIND, until=None)
    first, last = (last_start(day, rule.months_away) for day in (on - SOON, on))
    began = rows.filter(away_since__gt=first, away_since__lte=last, state=ChildState.ACTIVE)
    return began.exclude(no_longer_left_behind(on)).exclude(Exists(recorded.filter(child=OuterRef("pk"))))


def look_denied_reason(child: Child, by: User) -> ChildRefusal | None:
    """Why this person cannot say that somebody has looked what goes on at this age, or None."""
    return None if by.can(Capability.CHANGE_CHILD, child.area_path) else ChildRefusal.NOT_YOURS


@change_of_state
def looked(child: Child, *, by: User) -> Child:
    """Somebody has looked what goes on now that the child is 16 or 18; a second time changes nothing. Raises Denied."""
    held = locked(child, "area")
    refuse(look_denied_reason(held, by))
    if held.turned is not None:
        age, held.turned, held.turned_at = held.turned, None, None
        held.save(update_fields=["turned", "turned_at"])
        record(ChildAction.AGE_LOOKED_AT, actor=by, target=held, age=age)
    return held


def _each(rows: ScopedQuerySet, step: Callable[[Child], bool]) -> int:
    return sum(_one(pk, step) for pk in _keys(rows))


@change_of_state
def _one(pk: int, step: Callable[[Child], bool]) -> bool:
    return step(locked(Child(pk=pk), "area"))


def _keys(rows: ScopedQuerySet) -> Iterator[int]:
    """All keys, a few at a time and each once: what a step leaves as it is does not come again."""
    last = 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        yield from keys
        last = keys[-1]


def _age_out(child: Child, day: date, rule: LeftBehindRule) -> bool:
    """Minors Protection Law, art. 2: whoever is 18 is no minor. The record stays, nothing new begins with it."""
    if child.state_on(day) != ChildState.AGED_OUT or child.state == ChildState.AGED_OUT:
        return False
    for row in child.categories.filter(until=None):
        left_behind = row.category == Category.LEFT_BEHIND
        reason, years = (CategoryEnd.TOO_OLD, rule.under_age) if left_behind else (CategoryEnd.ADULT, ADULT)
        _end(row, day_of_age(child.born, years) or day, reason, rule)
    before, child.state = child.state, ChildState.AGED_OUT
    _turn(child, Turned.EIGHTEEN)
    record(ChildAction.AGED_OUT, actor=None, target=child, before=before)
    return True


def _end_left_behind(child: Child, day: date, rule: LeftBehindRule) -> bool:
    situation = Situation(child.born, child.parents_away, child.away_since)
    reason = reason_under(rule, situation, on=day)
    row = child.categories.filter(category=Category.LEFT_BEHIND, until=None).first()
    if row is None or reason in (None, NotLeftBehind.SINCE_UNKNOWN):
        return False
    too_old = reason == NotLeftBehind.TOO_OLD
    birthday = day_of_age(child.born, rule.under_age) if too_old else None
    _end(row, birthday or day, CategoryEnd(reason), rule)
    if too_old:
        _turn(child, Turned.SIXTEEN)
    record(
        ChildAction.CATEGORY_ENDED, actor=None, target=child, category=row.category, reason=reason, rule=rule.version
    )
    return True


def _turn(child: Child, age: Turned) -> None:
    """From now on somebody has to look; the version moves, so that an open form does not undo it."""
    child.turned, child.turned_at = age, timezone.now()
    child.version += 1
    child.save(update_fields=["state", "turned", "turned_at", "version"])


def _end(row: ChildCategory, day: date, reason: CategoryEnd, rule: LeftBehindRule) -> None:
    row.until, row.ended_reason, row.ended_rule = max(day, row.since), reason, rule.version
    row.save(update_fields=["until", "ended_reason", "ended_rule"])
