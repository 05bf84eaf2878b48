"""Whether somebody is really another person: the rule behind every signature that needs a second one (record 0015)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from portal.registry import Registry

from ..enums import IndependenceReason
from ..models import Assignment, User
from .identities import shared_marks

# Whoever was given a role by one person alone does not sign with that person before this has passed.
ALONE = timedelta(days=7)

Named = Callable[[Iterable[int]], Iterable[int]]
# Which of these accounts stand in a report that is still open.
NAMED: Registry[Named] = Registry()


def named_among(accounts: Iterable[int]) -> set[int]:
    """Which of these accounts stand in an open report. Never said to anybody: it would warn whom it is about."""
    keys = set(accounts)
    return {pk for provider in NAMED for pk in provider(keys)} & keys


def same_person(a: User, b: User) -> bool:
    """Whether two accounts are one person: ID number, phone or mailbox meet.

    A shared phone or mailbox counts until a third person has recorded why it is not; a shared ID number always.
    """
    return a.pk == b.pk or bool(shared_marks(a, b))


def second_denied_reason(
    second: User, *, firsts: Iterable[User], began: datetime, capability: str, path: str | None
) -> IndependenceReason | None:
    """Why `second` cannot be the second person for a matter that began at `began`; None when they can.

    `firsts` took the earlier steps. `capability` at `path` (None: anywhere) is what the signature needs.
    """
    earlier = [first for first in firsts if first is not None]
    if any(same_person(second, first) for first in earlier):
        return IndependenceReason.SAME_PERSON
    if not any(_counts(held, began, [*earlier, second]) for held in _giving(second, capability, path)):
        return IndependenceReason.APPOINTED_TOO_LATE
    if any(_gave_alone(second, first, began) or _gave_alone(first, second, began) for first in earlier):
        return IndependenceReason.APPOINTED_BY_THE_OTHER
    return None


def opens_denied_reason(user: User, *, since: datetime, capability: str, path: str | None) -> IndependenceReason | None:
    """Why a matter of `since` is not opened by this person's role alone: the role is newer. None when it opens it."""
    if any(held.effective_at <= since for held in _giving(user, capability, path)):
        return None
    return IndependenceReason.APPOINTED_TOO_LATE


def _giving(user: User, capability: str, path: str | None) -> list[Assignment]:
    current = [held for held in user.current_assignments() if capability in held.capabilities]
    return current if path is None else [held for held in current if held.area.contains(path)]


def _counts(held: Assignment, began: datetime, signatories: list[User]) -> bool:
    """In force before the first step, or given by two people neither of whom signs."""
    if held.effective_at <= began:
        return True
    if held.confirmed_by is None:
        return False
    givers = [giver for giver in (held.granted_by, held.confirmed_by) if giver is not None]
    return not any(same_person(giver, signatory) for giver in givers for signatory in signatories)


def _gave_alone(giver: User, holder: User, began: datetime) -> bool:
    """Whether all that `holder` serves as was given by `giver` alone, shortly before the matter began or later."""
    held = holder.current_assignments()
    recent = [one for one in held if one.effective_at > began - ALONE and one.confirmed_by_id is None]
    return bool(held) and len(recent) == len(held) and all(one.granted_by_id == giver.pk for one in recent)
