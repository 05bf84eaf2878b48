"""Places, sessions and seats for tests; without a word to the contrary two days from now, 14:00–16:00."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from activities.enums import Action, HoursKind, Outcome, RoomKind, SeatState, SessionKind, SessionState
from activities.models import Duty, Enrolment, HoursEntry, Photo, Place, RemovedPhoto, Room, Session, SessionStaff
from activities.places.domain.photos import SMALL, WIDE
from children.ledger.enums import ChildState
from children.ledger.models import Child
from portal.accounts.models import User
from portal.areas.models import Area
from volunteers.application.enums import VolunteerState
from volunteers.application.models import Volunteer

from .children import make_child
from .home import jpeg, picture
from .volunteers import make_user, make_vetting, make_volunteer

_numbers = count(1)
EVERY_DAY = [[["09:00", "17:00"]]] * 7


def at(days: int, hour: int = 14, minute: int = 0) -> datetime:
    """That hour, `days` from today."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def make_place(area: Area, **given: Any) -> Place:
    """A children's home with every-day opening hours."""
    number = next(_numbers)
    fields: dict[str, Any] = {
        "slug": f"home-{number}",
        "name": f"测试儿童之家{number}",
        "address": "测试路1号",
        "phone": "0578-5120001",
        "opening_hours": EVERY_DAY,
    }
    return Place.objects.create(area=area, **fields | given)


def make_room(place: Place, **given: Any) -> Room:
    """A room of the place."""
    return Room.objects.create(place=place, **{"name": f"活动室{next(_numbers)}", "kind": RoomKind.ACTIVITY} | given)


def make_session(place: Place, *, staff: tuple[User, ...] = (), **given: Any) -> Session:
    """A published session; `days=` moves its start."""
    starts = given.pop("starts", None) or at(given.pop("days", 2))
    fields: dict[str, Any] = {
        "title": "周末作业辅导",
        "kind": SessionKind.TUTORING,
        "action": Action.HELP,
        "starts": starts,
        "ends": starts + timedelta(hours=2),
        "age_from": 7,
        "age_to": 12,
        "child_capacity": 10,
        "volunteer_capacity": 3,
        "state": SessionState.PUBLISHED,
    }
    fields |= given
    if fields["state"] != SessionState.DRAFT:
        fields.setdefault("published_at", timezone.now() - timedelta(days=9))
    session = Session.objects.create(place=place, area=place.area, **fields)
    for user in staff:
        SessionStaff.objects.create(session=session, user=user)
    return session


def copies(session: Session, number: int) -> list[Session]:
    """Unsaved sessions like it."""
    fields = {field.attname: getattr(session, field.attname) for field in session._meta.concrete_fields}
    return [Session(**fields | {"id": None, "uuid": uuid4()}) for _ in range(number)]


def make_serving_volunteer(area: Area, user: User | None = None, *, days: int = 200, **given: Any) -> Volunteer:
    """An active volunteer whose record check is valid for `days` more days."""
    if user is not None:
        given["user"] = user
    volunteer = make_volunteer(area, VolunteerState.ACTIVE, **given)
    today = timezone.localdate()
    make_vetting(volunteer, done_on=today - timedelta(days=364 - days), valid_until=today + timedelta(days=days))
    return volunteer


def make_active_child(area: Area, **given: Any) -> Child:
    """A child of about ten with an active record."""
    year = timezone.localdate().year - 10
    return make_child(area, **{"state": ChildState.ACTIVE, "birth_year": year, "called_name": "小雨"} | given)


def make_duty(session: Session, volunteer: Volunteer, **given: Any) -> Duty:
    """A confirmed duty, counted in the session."""
    duty = Duty.objects.create(
        session=session, volunteer=volunteer, area=session.area, **{"state": SeatState.CONFIRMED} | given
    )
    if duty.state in {SeatState.CONFIRMED, SeatState.OFFERED}:
        session.volunteers_taken += 1
        session.save(update_fields=["volunteers_taken"])
    return duty


def make_enrolment(session: Session, child: Child, **given: Any) -> Enrolment:
    """A confirmed enrolment, counted in the session."""
    enrolment = Enrolment.objects.create(
        session=session, child=child, area=session.area, **{"state": SeatState.CONFIRMED} | given
    )
    if enrolment.state in {SeatState.CONFIRMED, SeatState.OFFERED}:
        session.children_taken += 1
        session.save(update_fields=["children_taken"])
    return enrolment


def make_hours(duty: Duty, by: User, **given: Any) -> HoursEntry:
    """Verified hours for the whole session of a duty."""
    session = duty.session
    fields: dict[str, Any] = {
        "volunteer": duty.volunteer,
        "volunteer_user": duty.volunteer.user,
        "area": session.area,
        "kind": HoursKind.CREDIT,
        "starts": session.starts,
        "ends": session.ends,
        "minutes": session.minutes,
        "entered_by": by,
        "verified_by": by,
        "verified_at": timezone.now(),
    }
    return HoursEntry.objects.create(duty=duty, **fields | given)


def came(duty: Duty) -> Duty:
    """Mark a duty as present."""
    duty.outcome = Outcome.PRESENT
    duty.save(update_fields=["outcome"])
    return duty


def make_photo(place: Place, **given: Any) -> Photo:
    """A small photo of the place, in the sizes of its pages."""
    image = picture(size=(1300, 900))
    image.get_renditions(*SMALL, *WIDE)
    return Photo.objects.create(place=place, image=image, **{"alt": "图书室"} | given)


def make_waiting_photo(place: Place) -> Photo:
    """A photo that nobody but its uploader has looked at."""
    return Photo.objects.create(place=place, alt="图书室", held_back=jpeg(), added_by=make_user())


def make_removed_photo(place: Place) -> RemovedPhoto:
    """A photo that was taken away a moment ago."""
    user, now = make_user(), timezone.now()
    return RemovedPhoto.objects.create(
        place=place, alt="图书室", content=jpeg(), shown=False, added_by=user, added_at=now
    )
