"""Who is asked about something today: whoever began it while they still hold that office, else who holds it now."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import Assignment, User


def in_office(user: User | None, capability: str, path: str, *, but: Iterable[int] = ()) -> list[User]:
    """This person while they hold the capability there; else everyone who holds that office now, nearest to it.

    Those accounts in `but` are passed over: somebody whom it is about.
    """
    passed_over = set(but)
    if user is not None and user.pk not in passed_over and user.can(capability, path):
        return [user]
    return Assignment.objects.holding(capability).at(path).exclude(user__in=passed_over).nearest()
