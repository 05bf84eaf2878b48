"""The demo's places and a month of sessions before and after today."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from children.ledger.enums import ChildState
from children.ledger.models import Child
from portal.accounts.models import User
from portal.areas.models import Area
from portal.areas.scoping import within
from volunteers.application.enums import VolunteerState
from volunteers.application.models import Volunteer

from ..enums import PlaceKind, SessionKind, SessionState
from ..models import Hazard, Place, Room, Session, SessionStaff
from .content import CANCEL_REASONS, HAZARD, PLACES, SESSIONS, THREE_ROOMS, DemoPlace, DemoSession
from .seats import fill

_REASON = "the demo county is made from nothing"
NUMBER, DAYS = 60, 30
SATURDAY = 5
UNSAFE = "chishi"
COUNSELLING = SessionKind.COUNSELLING
AFTER_SCHOOL = [demo for demo in SESSIONS if demo.kind in {SessionKind.FAMILY_VIDEO, COUNSELLING}]
AT_WEEKENDS = [demo for demo in SESSIONS if demo not in AFTER_SCHOOL]


@transaction.atomic
def load(county: Area) -> dict[str, int]:
    """Places, sessions in all states, who took part, and verified hours. Returns how many of each."""
    rng = random.Random(20261122)  # noqa: S311  the same demo each time, nothing secret
    staff = {user.email.split("@")[0]: user for user in User.objects.filter(email__endswith="@demo.test")}
    places = [_place(demo, staff) for demo in PLACES]
    sessions = [_session(number, places, staff) for number in range(NUMBER)]
    serving = Volunteer.objects.unscoped(_REASON).filter(within([county.path]), state=VolunteerState.ACTIVE)
    children = Child.objects.unscoped(_REASON).filter(within([county.path]), state=ChildState.ACTIVE)
    people = (list(serving.select_related("user").order_by("pk")), list(children.order_by("pk")))
    counted: Counter[str] = Counter(places=len(places), sessions=len(sessions))
    for session in sessions:
        counted += fill(session, *people, staff=staff, rng=rng)
    return dict(counted)


def _place(demo: DemoPlace, staff: dict[str, User]) -> Place:
    village = Area.objects.filter(parent__code=demo.township).order_by("code").first()
    area = village or Area.objects.get(code=demo.township)
    first = demo is PLACES[0]
    place = Place.objects.create(
        area=area,
        slug=demo.slug,
        name=demo.name,
        kind=demo.kind,
        address=demo.address,
        phone=f"0578-0000{PLACES.index(demo) + 101}",
        opening_hours=demo.hours,
        summary=demo.summary,
        name_en=demo.name_en,
        summary_en=demo.summary_en,
        directions=demo.directions,
        stars=demo.stars,
        safe_venue=True,
        equipment=True,
        family_phone=demo.kind != "youth_palace",
        library=demo.kind != "counselling",
    )
    Room.objects.bulk_create(Room(place=place, name=name, kind=kind) for name, kind in THREE_ROOMS)
    if first and "centre" in staff:
        place.managers.add(staff["centre"])
    if demo.slug == UNSAFE:
        Hazard.objects.create(place=place, description=HAZARD, serious=True, found_on=timezone.localdate())
    return place


def _session(number: int, places: list[Place], staff: dict[str, User]) -> Session:
    """One each day from 30 days ago on; the first place has every other one on the days it is open."""
    day = timezone.localdate() + timedelta(days=number - DAYS)
    place = _open_place(number, day, places)
    demo = _fitting(number, day, place)
    starts = timezone.make_aware(datetime.combine(day, time(demo.hour)))
    session = Session(
        area=place.area,
        place=place,
        room=place.rooms.all()[number % len(THREE_ROOMS)],
        starts=starts,
        ends=starts + timedelta(minutes=demo.minutes),
        created_by=staff.get("township"),
        **_words(demo),
    )
    session.state = _state(number, place, day)
    if session.state == SessionState.CANCELLED:
        session.cancel_reason = CANCEL_REASONS[number % len(CANCEL_REASONS)]
    if session.state != SessionState.DRAFT:
        session.published_at = min(starts - timedelta(days=10), timezone.now())
    session.save()
    team = [staff[name] for name in ("village", "centre") if name in staff] if place == places[0] else []
    team = team or [staff[name] for name in ("county", "safeguarding") if name in staff]
    SessionStaff.objects.bulk_create(SessionStaff(session=session, user=user) for user in team)
    return session


def _open_place(number: int, day: date, places: list[Place]) -> Place:
    """A place that opens on this day; the one with the hazard now and then, so that its drafts can be seen."""
    first, *others = [place for place in places if place.opening_hours[day.weekday()]]
    # The counselling room's turn is when nothing else is open, else there would be little but talks.
    others = [place for place in others if place.kind != PlaceKind.COUNSELLING]
    if number % 9 == 5 and (unsafe := [place for place in others if place.slug == UNSAFE]):
        return unsafe[0]
    others = [place for place in others if place.slug != UNSAFE]
    return first if number % 2 == 0 or not others else others[number // 2 % len(others)]


def _fitting(number: int, day: date, place: Place) -> DemoSession:
    """At the weekend what takes a while; on school days what begins after school."""
    if day.weekday() >= SATURDAY:
        return AT_WEEKENDS[number % len(AT_WEEKENDS)]
    talks = [demo for demo in AFTER_SCHOOL if place.kind != PlaceKind.COUNSELLING or demo.kind == COUNSELLING]
    return talks[(number + number // 2) % len(talks)]


def _words(demo: DemoSession) -> dict[str, object]:
    return {
        "title": demo.title,
        "kind": demo.kind,
        "action": demo.action,
        "age_from": demo.ages[0],
        "age_to": demo.ages[1],
        "summary": demo.summary,
        "title_en": demo.title_en,
        "summary_en": demo.summary_en,
        "bring": demo.bring,
        "guardian_part": demo.family,
        "child_capacity": demo.children,
        "volunteer_capacity": 3,
    }


def _state(number: int, place: Place, day: date) -> SessionState:
    """Past ones verified, the latest waiting for it; a few cancelled, drafts and closed ones among those to come."""
    ago = (timezone.localdate() - day).days
    if number % 19 == 7:
        return SessionState.CANCELLED
    if ago > 0:
        return SessionState.COMPLETED if ago <= 4 else SessionState.VERIFIED
    if place.slug == UNSAFE or number % 13 == 8:
        return SessionState.DRAFT
    return SessionState.CLOSED if number % 17 == 3 else SessionState.PUBLISHED
