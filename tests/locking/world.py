"""The people and rows that the cases of `cases_*.py` are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.areas.models import Area
from portal.undo.models import Act
from portal.undo.undoing import undo
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories import activities
from tests.factories.accounts import with_identity
from tests.factories.volunteers import make_user

Act_ = Callable[[], Any]
Case = Callable[["World"], Act_]


class World:
    """One county with its people; what a case changes it makes for itself."""

    def __init__(self, areas: dict[str, Area], staff: Callable[..., User]) -> None:
        self.areas = areas
        self.village, self.township, self.county_area = areas[VILLAGE], areas[TOWNSHIP], areas[COUNTY]
        self.county, self.county2 = (staff(Role.COUNTY_OFFICER, COUNTY, f"county{n}@example.test") for n in (1, 2))
        self.guard, self.guard2 = (staff(Role.SAFEGUARDING_OFFICER, COUNTY, f"guard{n}@example.test") for n in (1, 2))
        self.one, self.two = (staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, f"super{n}@example.test") for n in (1, 2))
        self.officer = staff(Role.VILLAGE_OFFICER, VILLAGE, "village@example.test")
        self.place = activities.make_place(self.village)

    def session(self, **given: Any) -> Any:
        """A session led by two."""
        return activities.make_session(self.place, staff=(self.one, self.two), **given)

    def duty(self, session: Any, **given: Any) -> Any:
        """A volunteer's place in it."""
        return activities.make_duty(session, activities.make_serving_volunteer(self.village), **given)

    def seat(self, session: Any, **given: Any) -> Any:
        """A child's place in it."""
        return activities.make_enrolment(session, activities.make_active_child(self.village), **given)

    def person(self) -> User:
        """Somebody who is known and holds no role."""
        user = make_user()
        with_identity(user, phone=f"1380{user.pk:07}")
        return user

    def undoing(self, by: User) -> Act_:
        """Taking back what this person did last."""
        act = Act.objects.filter(by=by).latest("pk")
        return lambda: undo(act, by=by)
