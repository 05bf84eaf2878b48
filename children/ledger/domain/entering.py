"""Entering, changing and confirming a child's record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied, refuse
from portal.changes.locking import locked
from portal.changes.seen import seen_of, undone_by

from ..actions import ChildAction
from ..enums import Category, ChildRefusal, ChildState, NotLeftBehind
from ..models import Child, ChildCategory, ChildNeed
from .ages import holding
from .definition import Situation, not_left_behind_reason, rule_on

# Stands for what a form has shown that does not say what.
UNSEEN = "\0"
# What a person sees and writes of a record.
SHOWN = (
    *("area", "full_name", "called_name", "id_number", "id_missing", "birth_date", "sex"),
    *("address", "care", "guardian_name", "guardian_phone", "school", "grade"),
    *("parents_away", "away_since", "parents_workplace", "parents_phone", "risk", "health", "basis"),
)


def left_behind_denied_reason(facts: Mapping[str, Any], categories: Iterable[str]) -> NotLeftBehind | None:
    """Why a child with these facts cannot be ticked as left-behind today, or None (State Council 2016/13)."""
    if Category.LEFT_BEHIND not in categories:
        return None
    situation = Situation(facts.get("birth_date") or "", facts.get("parents_away") or "", facts.get("away_since"))
    return not_left_behind_reason(situation, on=timezone.localdate())


def enter(facts: Mapping[str, Any], *, categories: Iterable[str], needs: Iterable[str], by: User) -> Child:
    """A new draft in the ledger. `facts` are fields of Child. Raises Denied."""
    child = Child(created_by=by, **facts)
    if not by.can(Capability.CHANGE_CHILD, child.area.path):
        raise Denied(ChildRefusal.NOT_YOURS)
    if child.state_today == ChildState.AGED_OUT:
        raise Denied(ChildRefusal.ADULT)
    categories = list(categories)
    refuse(left_behind_denied_reason(facts, categories))
    with _probing_logged(child, by):
        return _enter(child, categories, needs, by)


@change_of_state
def _enter(child: Child, categories: Iterable[str], needs: Iterable[str], by: User) -> Child:
    child.save()
    _set_categories(child, categories)
    _set_needs(child, needs)
    record(ChildAction.ENTERED, actor=by, target=child)
    return child


def change(
    child: Child,
    facts: Mapping[str, Any],
    *,
    categories: Iterable[str],
    needs: Iterable[str],
    seen_version: int,
    seen: str = "",
    by: User,
) -> Child:
    """Change a record as it was when the person opened it.

    `seen_version` is the version they saw, `seen` what the form showed of it (portal.changes.seen): who has changed
    something else meanwhile stands in nobody's way. Raises Denied.
    """
    kept = {"categories": list(categories), "needs": list(needs)}
    with _probing_logged(child, by):
        return _change(child, facts, **kept, seen_version=seen_version, seen=seen, by=by)


def as_shown(child: Child) -> dict[str, Any]:
    """What whoever changes the record has on the screen, masked or not."""
    today = timezone.localdate()
    categories = set(child.categories.filter(holding(today)).values_list("category", flat=True))
    needs = set(child.needs.values_list("domain", flat=True))
    return {name: getattr(child, name) for name in SHOWN} | {"categories": categories, "needs": needs}


def undone(
    child: Child, facts: Mapping[str, Any], categories: Iterable[str], needs: Iterable[str], seen: str
) -> list[str]:
    """The names of what saving would undo that somebody else has written.

    A form that does not say what it showed may have shown anything: whatever it would make different.
    """
    now, wanted = as_shown(child), as_wanted(facts, categories, needs)
    return undone_by(wanted, seen=seen or seen_of(dict.fromkeys(now, UNSEEN)), now=now)


def as_wanted(facts: Mapping[str, Any], categories: Iterable[str], needs: Iterable[str]) -> dict[str, Any]:
    """What is to be kept, by the names of `as_shown`."""
    given = {name: facts[name] for name in SHOWN if name in facts}
    return given | {"categories": {str(one) for one in categories}, "needs": {str(one) for one in needs}}


@change_of_state
def _change(
    child: Child,
    facts: Mapping[str, Any],
    *,
    categories: list[str],
    needs: list[str],
    seen_version: int,
    seen: str,
    by: User,
) -> Child:
    held = locked(child, "area")
    if not all(by.can(Capability.CHANGE_CHILD, area.path) for area in (held.area, facts["area"])):
        raise Denied(ChildRefusal.NOT_YOURS)
    if held.version != seen_version and undone(held, facts, categories, needs, seen):
        raise Denied(ChildRefusal.STALE)
    refuse(left_behind_denied_reason(facts, categories))
    changed = sorted(name for name, value in facts.items() if getattr(held, name) != value)
    for name in changed:
        setattr(held, name, facts[name])
    _corrected(held)
    held.version += 1
    held.save()
    _set_categories(held, categories)
    _set_needs(held, needs)
    record(ChildAction.CHANGED, actor=by, target=held, fields=changed)
    return held


def confirm_denied_reason(child: Child) -> ChildRefusal | None:
    """Why a draft cannot become an active record yet (Personal Information Protection Law, art. 28 and 31)."""
    if child.state_today == ChildState.AGED_OUT:
        return ChildRefusal.ADULT
    if child.state != ChildState.DRAFT:
        return ChildRefusal.NOT_DRAFT
    if not child.basis:
        return ChildRefusal.NO_BASIS
    if not child.categories.filter(holding(timezone.localdate())).exists():
        return ChildRefusal.NO_CATEGORY
    return None


@change_of_state
def confirm(child: Child, *, by: User) -> Child:
    """A draft has been checked and becomes an active record. Raises Denied."""
    held = locked(child, "area")
    if not by.can(Capability.CHANGE_CHILD, held.area_path):
        raise Denied(ChildRefusal.NOT_YOURS)
    refuse(confirm_denied_reason(held))
    held.state = ChildState.ACTIVE
    held.version += 1
    held.save(update_fields=["state", "version"])
    record(ChildAction.CONFIRMED, actor=by, target=held)
    return held


@contextmanager
def _probing_logged(child: Child, by: User) -> Iterator[None]:
    """A refused ID number says that some child has it: trying numbers out must leave a trace of its own."""
    try:
        yield
    except Denied as denied:
        if denied.reason == ChildRefusal.ID_TAKEN:
            record(ChildAction.ID_REFUSED, actor=by, target=child)
        raise


def _corrected(child: Child) -> None:
    """Who had aged out by a date of birth that was wrong comes back as a draft, to be confirmed again."""
    if child.state != ChildState.AGED_OUT:
        return
    child.state = ChildState.DRAFT
    if child.state_today == ChildState.AGED_OUT:
        child.state = ChildState.AGED_OUT
    else:
        child.turned = child.turned_at = None


def _set_categories(child: Child, categories: Iterable[str]) -> None:
    """End what no longer holds and begin what is new: history is kept."""
    today, wanted = timezone.localdate(), set(categories)
    current = {row.category: row for row in child.categories.filter(until=None)}
    for name in current.keys() - wanted:
        row = current[name]
        if row.since >= today:  # never held for a day; later than today where the clock was ahead
            row.delete()
        else:
            row.until = today
            row.save(update_fields=["until"])
    version = rule_on(today).version
    ChildCategory.objects.bulk_create(
        ChildCategory(child=child, category=name, since=today, rule_version=version)
        for name in sorted(wanted - current.keys())
    )


def _set_needs(child: Child, needs: Iterable[str]) -> None:
    wanted = set(needs)
    child.needs.exclude(domain__in=wanted).delete()
    ChildNeed.objects.bulk_create(
        (ChildNeed(child=child, domain=name) for name in sorted(wanted)), ignore_conflicts=True
    )
