"""What search engines are told of sessions and places (schema.org): what the page says, and nobody's name."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ...enums import SessionState
from ...models import Place, Session
from .feed import Absolute

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def of_session(session: Session, *, absolute: Absolute) -> dict[str, Any]:
    """An Event, free of charge, cancelled or not."""
    cancelled = session.state == SessionState.CANCELLED
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": session.local_title,
        "description": session.local_summary,
        "startDate": timezone.localtime(session.starts).isoformat(),
        "endDate": timezone.localtime(session.ends).isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "typicalAgeRange": _ages(session),
        "location": _where(session.place),
        "url": absolute(session.get_absolute_url()),
    }
    return {key: value for key, value in data.items() if value != ""}


def of_place(place: Place, *, absolute: Absolute) -> dict[str, Any]:
    """A Place with its opening hours."""
    hours = [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": day, "opens": opens, "closes": closes}
        for day, spans in zip(DAYS, place.opening.week, strict=True)
        for opens, closes in spans
    ]
    data = {
        "@context": "https://schema.org",
        **_where(place),
        "description": place.local_summary,
        "isAccessibleForFree": True,
        "openingHoursSpecification": hours,
        "url": absolute(place.get_absolute_url()),
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def _where(place: Place) -> dict[str, Any]:
    data = {"@type": "Place", "name": place.local_name, "address": place.address, "telephone": place.phone}
    return {key: value for key, value in data.items() if value}


def _ages(session: Session) -> str:
    """`7-12`, `7-` or `-12`; empty for every age."""
    first, last = (("" if age is None else str(age)) for age in (session.age_from, session.age_to))
    return f"{first}-{last}" if first or last else ""
