"""Calendars: the one to subscribe to, and the file of one session."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.areas.models import Area

from ...enums import SessionKind
from ...models import Place, Session
from ...places.domain.addresses import place_at
from ..domain.browsing import Filters
from ..domain.feed import calendar_of, etag_of, feed_sessions, last_change

QUARTER_OF_AN_HOUR = 15 * 60


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """All public sessions, or those of an area, place, kind or age; unchanged since the last visit: 304."""
    filters = Filters.of(request.GET)
    slug = request.GET.get("place", "")
    place = place_at(slug) if slug else None
    if slug and place is None:
        raise Http404
    sessions = feed_sessions(filters, place)
    etag, changed = etag_of(sessions, request.build_absolute_uri("/")), last_change()
    modified = int(changed.timestamp()) if changed else None
    response = get_conditional_response(request, etag=etag, last_modified=modified)
    if response is None:
        name = _name(filters, place)
        response = _calendar(calendar_of(sessions, name=name, absolute=request.build_absolute_uri), "activities.ics")
        response.headers["ETag"] = etag
        if changed:
            response.headers["Last-Modified"] = f"{changed:%a, %d %b %Y %H:%M:%S} GMT"
    patch_cache_control(response, public=True, max_age=QUARTER_OF_AN_HOUR)
    return response


@require_safe
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One session, to put into one's calendar."""
    session = get_object_or_404(Session.objects.published().select_related("place", "room"), uuid=uuid)
    calendar = calendar_of([session], name=session.local_title, absolute=request.build_absolute_uri)
    response = _calendar(calendar, "activity.ics")
    patch_cache_control(response, public=True, max_age=QUARTER_OF_AN_HOUR)
    return response


def webcal(address: str) -> str:
    """The address under which phones and computers offer to subscribe."""
    return f"webcal://{address.partition('://')[2]}"


def _calendar(text: bytes, filename: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def _name(filters: Filters, place: Place | None) -> str:
    """What the calendar is called in the list of somebody's calendars."""
    area = Area.objects.filter(code=filters.area).first() if filters.area else None
    parts = [
        place.local_name if place else "",
        area.local_name if area else "",
        str(SessionKind(filters.kind).label) if filters.kind else "",
    ]
    return " · ".join([_("Activities for children"), *(part for part in parts if part)])
