"""A county of any size, in bulk: what grows with it grows in proportion, a village stays as it is.

Twenty children a village; of 1,000 children 100 volunteers, 80 sessions, 80 pairings, 3,000 events of the log. Beside
the large county stands a small one that does not grow. All of it is invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from activities.enums import Action, SessionKind, SessionState
from activities.models import Place, Session
from children.ledger.enums import Basis, Care, Category, ChildState, NeedDomain, Risk
from children.ledger.models import Child, ChildCategory, ChildNeed
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from portal.areas.models import Area, AreaLevel
from portal.audit.models import AuditEvent
from portal.eligibility.enums import ParentsAway
from tests.conftest import LONG_AGO
from tests.factories.activities import EVERY_DAY, make_place, make_session
from tests.factories.concerns import make_concern
from volunteers.application.enums import ServiceType, VettingKind, VettingOutcome, VolunteerState
from volunteers.application.models import VettingStep, Volunteer
from volunteers.pairing.enums import Answer, ConsentWay, PairingState
from volunteers.pairing.models import Pairing

COUNTY, SMALL = "331125", "331126"
IN_A_VILLAGE, IN_THE_SMALL, BATCH = 20, 200, 2000
STATES = ((ChildState.ACTIVE, 80), (ChildState.DRAFT, 5), (ChildState.AGED_OUT, 8), (ChildState.CLOSED, 7))
CHECKED_FOR = timedelta(days=364)


class County:
    """The large county or the small one, with all that belongs to it."""

    def __init__(self, parent: Area, code: str, children: int, rng: random.Random) -> None:
        self.rng, self.today, self.now = rng, timezone.localdate(), timezone.now()
        self.area = _area(parent, code, f"测试县{code}", AreaLevel.COUNTY)
        self.villages = self._villages(children // IN_A_VILLAGE)
        self.staff = [self._officer(number) for number in range(4)]
        self.children = [child for part in _parts(self._child, children) for child in _kept(part)]
        self._categories_and_needs()
        self.volunteers = self._volunteers(children // 10)
        self._pairings(children * 8 // 100)
        self._sessions(children * 8 // 100)
        self._events()

    def _villages(self, number: int) -> list[Area]:
        """In at least three townships, as many as their codes need: each has a page of everything."""
        townships = max(3, number // 700 + 1)
        made = [
            _area(self.area, f"{self.area.code}{100 + place}", f"测试乡{place}", AreaLevel.TOWNSHIP)
            for place in range(townships)
        ]
        return Area.objects.bulk_create(
            Area(
                code=f"{(over := made[place % townships]).code}{200 + place // townships}",
                name=f"测试村{place}",
                level=AreaLevel.VILLAGE,
                parent=over,
            )
            for place in range(number)
        )

    def _officer(self, number: int) -> User:
        return officer(Role.COUNTY_OFFICER, self.area, f"{number}")

    def _child(self, number: int) -> Child:
        rng = self.rng
        born = self.today - timedelta(days=rng.randint(30, 17 * 365))
        state = _weighted(rng, STATES)
        if state == ChildState.AGED_OUT:
            born = self.today - timedelta(days=rng.randint(18 * 366, 24 * 365))
        away = rng.choice((ParentsAway.BOTH, ParentsAway.BOTH, ParentsAway.ONE, ParentsAway.NONE))
        return Child(
            area=self.villages[number % len(self.villages)],
            state=state,
            full_name=f"测试童{number}",
            called_name=f"小{number % 97}",
            sex="m" if number % 2 else "f",
            birth_date=born.isoformat(),
            birth_year=born.year,
            guardian_phone=f"1380000{number % 10000:04d}",
            parents_away=away,
            away_since=None if away == ParentsAway.NONE else self.today - timedelta(days=rng.randint(1, 2500)),
            care=Care.GRANDPARENTS,
            risk=_weighted(rng, ((Risk.LOW, 72), (Risk.MEDIUM, 25), (Risk.HIGH, 3))),
            basis=Basis.STATUTORY,
            created_at=self.now - timedelta(minutes=rng.randint(1, 1_500_000)),
        )

    def _categories_and_needs(self) -> None:
        for part in _batches(self.children):
            ChildCategory.objects.bulk_create(row for child in part for row in _categories(child))
            ChildNeed.objects.bulk_create(
                ChildNeed(child=child, domain=NeedDomain.values[child.pk % len(NeedDomain.values)]) for child in part
            )

    def _volunteers(self, number: int) -> list[Volunteer]:
        kept: list[Volunteer] = []
        for part in _parts(lambda one: User(email=f"v{one}.{self.area.code}@example.test"), number):
            users = User.objects.bulk_create(part)
            kept += Volunteer.objects.bulk_create(self._volunteer(user) for user in users)
        for some in _batches(kept):
            VettingStep.objects.bulk_create(self._check(volunteer) for volunteer in some)
        return kept

    def _volunteer(self, user: User) -> Volunteer:
        joined = self.now - timedelta(days=self.rng.randint(1, 900))
        state = _weighted(
            self.rng,
            ((VolunteerState.ACTIVE, 80), (VolunteerState.SUBMITTED, 8), (VolunteerState.ENDED, 12)),
        )
        return Volunteer(
            user=user,
            area=self.rng.choice(self.villages).parent,
            state=state,
            number=f"{user.pk:08d}",
            receipt_code=f"{user.pk:08d}",
            real_name=f"测试志愿者{user.pk}",
            id_number=f"529999{user.pk:012d}",
            birth_year=1990,
            services=[self.rng.choice(ServiceType.values)],
            privacy_agreed_at=joined,
            conduct_agreed_at=joined,
            submitted_at=joined,
            approved_at=joined,
            cleared_until=self.today + timedelta(days=self.rng.randint(-6, 363)),
            created_at=joined,
            state_changed_at=joined,
        )

    def _check(self, volunteer: Volunteer) -> VettingStep:
        return VettingStep(
            volunteer=volunteer,
            kind=VettingKind.RECORD_CHECK,
            outcome=VettingOutcome.CLEAR,
            done_on=volunteer.cleared_until - CHECKED_FOR,
            valid_until=volunteer.cleared_until,
        )

    def _pairings(self, number: int) -> None:
        serving = [one for one in self.volunteers if one.state == VolunteerState.ACTIVE]
        served = [child for child in self.children if child.state == ChildState.ACTIVE][:number]
        for part in _batches(list(enumerate(served))):
            Pairing.objects.bulk_create(self._pairing(at, child, serving[at % len(serving)]) for at, child in part)

    def _pairing(self, at: int, child: Child, volunteer: Volunteer) -> Pairing:
        (first, second, third), then = self.staff[:3], self.now - timedelta(hours=self.rng.randint(1, 20_000))
        facts: dict[str, Any] = {"proposed_by": first, "proposed_at": then, "state_changed_at": then}
        if at % 5:
            facts |= {"guardian_answer": Answer.YES, "consent_on": then.date(), "consent_way": ConsentWay.IN_PERSON}
            facts |= {"consent_recorded_by": first, "child_answer": Answer.YES, "heard_on": then.date()}
            facts |= {"heard_by": first, "approved_by": second, "approved_at": then, "supervisor": second}
            facts |= {"deputy": third, "supervisor_answer": Answer.YES, "deputy_answer": Answer.YES}
            facts |= {"accepted_at": then, "started_at": then}
        state = PairingState.ACTIVE if at % 5 else PairingState.PROPOSED
        services = [ServiceType.TUTORING]
        return Pairing(
            child=child, volunteer=volunteer, area=child.area, state=state, services=services, is_primary=True, **facts
        )

    def _sessions(self, number: int) -> None:
        """At four places of every 1,000 children; one in twelve is still to come, the others are verified."""
        places = Place.objects.bulk_create(
            Place(
                area=self.rng.choice(self.villages),
                slug=f"p{at}-{self.area.code}",
                name=f"测试儿童之家{at}",
                address="测试路1号",
                opening_hours=EVERY_DAY,
            )
            for at in range(max(1, number // 20))
        )
        for part in _parts(partial(self._session, places), number):
            Session.objects.bulk_create(part)

    def _session(self, places: list[Place], at: int) -> Session:
        coming = at % 12 == 0
        days = self.rng.randint(1, 20) if coming else -self.rng.randint(1, 900)
        hour = time(8 + at % 10)
        starts = timezone.make_aware(datetime.combine(self.today + timedelta(days=days), hour))
        place = places[at % len(places)]
        return Session(
            place=place,
            area=place.area,
            title=f"周末作业辅导{at}",
            kind=SessionKind.TUTORING,
            action=Action.HELP,
            starts=starts,
            ends=starts + timedelta(hours=1),
            child_capacity=10,
            state=SessionState.PUBLISHED if coming else SessionState.VERIFIED,
            published_at=starts - timedelta(days=30),
        )

    def _events(self) -> None:
        link = AuditEvent.objects.count()
        for part in _batches(self.children * 3):
            AuditEvent.objects.bulk_create(
                AuditEvent(
                    strand=99,
                    link=link + at,
                    at=self.now - timedelta(minutes=self.rng.randint(1, 500_000)),
                    actor=self.rng.choice(self.staff),
                    action=self.rng.choice(("child.read", "child.changed", "child.confirmed")),
                    target_type="children.child",
                    target_id=str(child.uuid),
                    area_path=child.area_path,
                    digest="0" * 64,
                )
                for at, child in enumerate(part)
            )
            link += len(part)


def fill(children: int) -> dict[str, Any]:
    """Both counties, and the people and records whose pages are opened: addresses and accounts by name."""
    rng = random.Random(20261128)
    province = _area(None, "33", "测试省", AreaLevel.PROVINCE)
    city = _area(province, "3311", "测试市", AreaLevel.CITY)
    large = County(city, COUNTY, children - IN_THE_SMALL, rng)
    small = County(city, SMALL, IN_THE_SMALL, rng)
    village = large.villages[0]
    for _number in range(5):
        make_concern(village, county=large.area)
    people = {
        "county": large.staff[2],
        "township": officer(Role.TOWNSHIP_SUPERVISOR, village.parent),
        "village": officer(Role.VILLAGE_OFFICER, village),
        "small county": small.staff[2],
        "auditor": officer(Role.AUDITOR, large.area),
        "safeguarding": officer(Role.SAFEGUARDING_OFFICER, large.area),
    }
    child = next(one for one in large.children if one.area == village and one.state == ChildState.ACTIVE)
    return {"people": people, "child": child, "session": make_session(make_place(village), days=1)}


def officer(role: str, area: Area, mark: str = "") -> User:
    """Somebody who works there, and has for a long time."""
    user = User.objects.create_user(f"{role}{mark}.{area.code}@example.test", "a good passphrase")
    Assignment.objects.create(user=user, role=role, area=area, effective_at=LONG_AGO)
    return user


def _area(parent: Area | None, code: str, name: str, level: str) -> Area:
    return Area.objects.create(code=code, name=name, level=level, parent=parent)


def _categories(child: Child) -> Iterator[ChildCategory]:
    facts = {"child": child, "since": date(2025, 1, 1), "rule_version": "2016-13"}
    if child.parents_away == ParentsAway.BOTH and child.birth_year > timezone.localdate().year - 16:
        yield ChildCategory(category=Category.LEFT_BEHIND, **facts)
    yield ChildCategory(category=Category.FAMILY, **facts)


def _kept(part: list[Child]) -> list[Child]:
    return Child.objects.bulk_create(part)


def _parts(make: Any, number: int) -> Iterator[list[Any]]:
    for first in range(0, number, BATCH):
        yield [make(one) for one in range(first, min(first + BATCH, number))]


def _batches(rows: list[Any]) -> Iterator[list[Any]]:
    for first in range(0, len(rows), BATCH):
        yield rows[first : first + BATCH]


def _weighted(rng: random.Random, choices: Any) -> Any:
    values, weights = zip(*choices, strict=True)
    return rng.choices(values, weights)[0]
