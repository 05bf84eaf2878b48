"""A children's home with its officer on the team, in the village of the cast."""

from datetime import datetime

import pytest
from django.utils import timezone

from portal.accounts.enums import Role
from tests.conftest import TOWNSHIP, VILLAGE
from tests.factories.activities import make_active_child, make_place, make_serving_volunteer, make_session


@pytest.fixture
def place(areas):
    return make_place(areas[VILLAGE])


@pytest.fixture
def manager(staff, place):
    """The manager of this place, and of no other."""
    user = staff(Role.CENTRE_MANAGER, TOWNSHIP)
    place.managers.add(user)
    return user


@pytest.fixture
def volunteer(areas):
    return make_serving_volunteer(areas[VILLAGE])


@pytest.fixture
def child(areas):
    return make_active_child(areas[VILLAGE])


@pytest.fixture
def session(place, village_officer, manager):
    """A published session with two vetted adults, two days from now."""
    return make_session(place, staff=(village_officer, manager), created_by=village_officer)


@pytest.fixture
def clock(monkeypatch):
    """`clock("2027-01-01 10:00")`: what time it is here, for the site and for what it remembers."""

    def set_to(text):
        moment = timezone.make_aware(datetime.fromisoformat(text))
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        monkeypatch.setattr("time.monotonic", moment.timestamp)

    return set_to
