"""The demo's places and a month of sessions before and after today."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from children.enums import ChildState
from children.models import Child
from portal.accounts.models import User
from portal.areas.models import Area
from portal.areas.scoping import within
from volunteers.enums import VolunteerState
from volunteers.models import Volunteer

from .demo_content import CANCEL_REASONS, HAZARD, PLACES, SESSIONS, THREE_ROOMS, DemoPlace, DemoSession
from .demo_seats import fill
from .enums import SessionState
from .models import Hazard, Place, Room, Session, SessionStaff

_REASON = "the demo county is made from nothing"
NUMBER, DAYS = 60, 30


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
    if demo.slug == "chishi":
        Hazard.objects.create(place=place, description=HAZARD, serious=True, found_on=timezone.localdate())
    return place


def _session(number: int, places: list[Place], staff: dict[str, User]) -> Session:
    """One each day from 30 days ago on; the first place has every other one."""
    demo = SESSIONS[number % len(SESSIONS)]
    place = places[0] if number % 2 == 0 else places[1 + number // 2 % (len(places) - 1)]
    day = timezone.localdate() + timedelta(days=number - DAYS)
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
    if place.slug == "chishi" or number % 13 == 8:
        return SessionState.DRAFT
    return SessionState.CLOSED if number % 17 == 3 else SessionState.PUBLISHED
