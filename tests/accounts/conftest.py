"""Appointing for the tests of accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from portal.accounts.domain.changes import decide, propose
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, RoleChange, User
from portal.areas.models import Area
from tests.factories.accounts import with_identity


@pytest.fixture
def newcomer(db) -> User:
    """Somebody without a role, whose telephone is on file."""
    user = User.objects.create_user("new@example.test")
    with_identity(user, phone="13800000099")
    return user


@pytest.fixture
def by_two() -> Callable[..., Assignment]:
    """Give a role by two people: `by_two(user, role, area, one, other)`; in force after the waiting time."""

    def give(user: User, role: Role, area: Area, one: User | None, other: User) -> Assignment:
        change: RoleChange = decide(propose(user, role, area, by=one), "confirm", by=other)
        assert change.assignment is not None
        return change.assignment

    return give


@pytest.fixture
def later() -> Iterator[Callable[[float], None]]:
    """Let hours pass; until then time stands still."""
    with freeze_time(timezone.now()) as clock:
        yield lambda hours: clock.tick(timedelta(hours=hours))
