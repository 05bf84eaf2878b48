"""The calendar that people's own calendar programs subscribe to (RFC 5545): public sessions, never a person.

Times are in UTC: China has one zone without summer time and no session repeats, so a VTIMEZONE could only be read
wrongly; every program shows the hours of its own zone. See docs/decisions/ on the calendar feed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from ...enums import SessionState
from ...models import Place, Session
from .browsing import Filters, matching

DAYS_BACK, DAYS_AHEAD, MAX_EVENTS = 14, 366, 500
# Part of every ETag: raise it when the words of an event change, so that programs fetch them again.
FORMAT = "2"
REFRESH = timedelta(hours=6)
Absolute = Callable[[str], str]


def feed_sessions(filters: Filters, place: Place | None = None) -> list[Session]:
    """Sessions from two weeks ago to a year ahead, soonest first, at most 500; cancelled ones too.

    And those at a place that is shown no longer: a calendar never loses what somebody wanted to go to.
    """
    now = timezone.now()
    rows = Session.objects.published().filter(
        ends__gt=now - timedelta(days=DAYS_BACK), starts__lt=now + timedelta(days=DAYS_AHEAD)
    )
    if place:
        rows = rows.filter(place=place)
    return list(matching(rows, filters).select_related("place", "room").order_by("starts", "pk")[:MAX_EVENTS])


def etag_of(sessions: Iterable[Session], base: str) -> str:
    """Changes when an event, its place, the language or the address of the site does; not when a seat is taken."""
    digest = hashlib.sha256(f"{FORMAT} {get_language()} {base}".encode())
    for session in sessions:
        digest.update(f"{session.uuid} {session.changed_at} {session.place.changed_at}".encode())
    return f'"{digest.hexdigest()[:32]}"'


def last_change() -> datetime | None:
    """When a session or place last changed, whichever; a session that left a filtered feed counts too."""
    sessions = Session.objects.published().aggregate(at=Max("changed_at"))["at"]
    places = Place.objects.unscoped("the time of the last change, nothing else").aggregate(at=Max("changed_at"))["at"]
    return max((moment for moment in (sessions, places) if moment), default=None)


def calendar_of(sessions: Iterable[Session], *, name: str, absolute: Absolute) -> bytes:
    """The whole calendar as text/calendar; its name in one line, as the library does not fold that by itself."""
    calendar, name = Calendar(), " ".join(name.split())
    calendar.add("prodid", f"-//Tongxin//Activities//{(get_language() or 'zh')[:2].upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for session in sessions:
        calendar.add_component(event_of(session, absolute=absolute))
    written: bytes = calendar.to_ical()
    return written


def event_of(session: Session, *, absolute: Absolute) -> Event:
    """One session; its UID stays the same however often it changes."""
    cancelled = session.state == SessionState.CANCELLED
    title = session.local_title
    event = Event()
    event.add("uid", f"{session.uuid}@tongxin")
    event.add("dtstamp", session.changed_at.astimezone(UTC))
    event.add("last-modified", session.changed_at.astimezone(UTC))
    event.add("sequence", session.sequence)
    event.add("dtstart", session.starts.astimezone(UTC))
    event.add("dtend", session.ends.astimezone(UTC))
    event.add("summary", _("Cancelled: %(title)s") % {"title": title} if cancelled else title)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("location", _where(session))
    event.add("description", "\n".join(_lines(session, absolute)))
    event.add("categories", [str(session.get_kind_display())])
    event.add("url", absolute(session.get_absolute_url()))
    return event


def _where(session: Session) -> str:
    parts = [session.place.local_name, session.room.local_name if session.room else "", session.place.address]
    return " · ".join(part for part in parts if part)


def _lines(session: Session, absolute: Absolute) -> list[str]:
    """What stands below the title; the number of places left is not there: it would be stale."""
    labelled = [
        (_("Why"), session.cancel_reason if session.state == SessionState.CANCELLED else ""),
        (_("Suitable for"), session.age_range_label),
        (_("What to bring"), session.bring),
        (_("What the family needs to do"), session.guardian_part),
        (_("Office phone"), session.place.phone),
    ]
    lines = [session.local_summary] if session.local_summary else []
    lines += [_("%(label)s: %(text)s") % {"label": label, "text": text} for label, text in labelled if text]
    return [*lines, _("Free of charge. Places left and how to enrol:"), absolute(session.get_absolute_url())]
