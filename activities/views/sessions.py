"""The public list of sessions, and one session's page."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.components.times import when
from portal.dates import when_text

from ..domain.browsing import AGES, Filters, coming_sessions, next_similar, townships_with_places
from ..enums import Action, SessionKind, SessionState
from ..models import Session
from .chips import chips_for
from .panel import panel_for

PER_PAGE = 30


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """What is on, day by day; filters combine in the address."""
    filters = Filters.of(request.GET)
    page = Paginator(coming_sessions(filters), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "days": by_day(page.object_list),
        "filters": filters,
        "groups": _filter_groups(request, filters),
    }
    return render(request, "activities/sessions.html", context)


@require_GET
def session(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One session. Drafts answer as if they did not exist; the page shows numbers, never who comes."""
    found = get_object_or_404(Session.objects.public().select_related("place", "room"), uuid=uuid)
    context = {
        "session": found,
        "facts": facts_of(found),
        "panel": panel_for(request.user, found),
        "summary_line": " · ".join([found.local_title, when_text(found.starts, found.ends), found.place.local_name]),
        "share_text": share_text(found, request.build_absolute_uri(found.get_absolute_url())),
        "similar": [] if may_come(found) else next_similar(found),
    }
    response = render(request, "activities/session.html", context)
    if request.user.is_authenticated:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def may_come(session: Session) -> bool:
    """Whether a child can still get a place."""
    return session.state == SessionState.PUBLISHED and not session.begun and not session.full


def share_text(session: Session, url: str) -> str:
    """What a family sends to another: no names, only what the page says."""
    place = " · ".join(part for part in (session.place.local_name, session.place.address, session.place.phone) if part)
    lines = [
        session.local_title,
        when_text(session.starts, session.ends),
        place,
        f"{session.age_range_label} · {_('Free of charge')}",
        url,
    ]
    return "\n".join(lines)


def facts_of(session: Session) -> list[tuple[str, Any]]:
    """The facts card."""
    room = f" · {session.room}" if session.room else ""
    return [
        (_("When"), when(session.starts, session.ends)),
        (_("Where"), f"{session.place.local_name}{room}"),
        (_("Address"), session.place.address),
        (_("Suitable for"), session.age_range_label),
        (_("Kind"), session.get_kind_display()),
        (_("Cost"), _("Free of charge")),
    ]


def by_day(rows: Any) -> list[tuple[Any, list[Session]]]:
    """The sessions of each local day."""
    return [(day, list(group)) for day, group in groupby(rows, key=lambda row: timezone.localdate(row.starts))]


def _filter_groups(request: HttpRequest, filters: Filters) -> list[tuple[str, list[dict[str, Any]]]]:
    townships = [(area.code, area.name) for area in townships_with_places()]
    ages = [(key, label) for key, (label, _first, _last) in AGES.items()]
    return [
        (_("Township"), chips_for(request, "area", townships, filters.area)),
        (_("Age"), chips_for(request, "age", ages, filters.age)),
        (_("Kind"), chips_for(request, "kind", SessionKind.choices, filters.kind)),
        (_("Five actions"), chips_for(request, "action", Action.choices, filters.action)),
    ]
