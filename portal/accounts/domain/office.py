"""Who is asked about something today: whoever began it while they still hold that office, else who holds it now."""

from __future__ import annotations

from ..models import Assignment, User


def in_office(user: User | None, capability: str, path: str) -> list[User]:
    """This person while they hold the capability there; else everyone who holds that office now, nearest to it."""
    if user is not None and user.can(capability, path):
        return [user]
    return Assignment.objects.holding(capability).at(path).nearest()
