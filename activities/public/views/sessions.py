"""What is on: as a list, by week or by month; and one session's page."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.components.chips import address_with, chips_for, chosen_of
from portal.input.asked import page_of
from portal.pages.dates import day_text, days_text, month_title, when_text

from ...days import periods
from ...days.holidays import not_announced
from ...days.periods import Days
from ...enums import Action, SessionKind, SessionState
from ...models import Photo, Session
from ...places.domain.photos import WIDE
from ...seats.views.signing_up import signing_up_for
from ...sessions.views.facts import facts_of
from ..domain.browsing import (
    AGES,
    Filters,
    coming_sessions,
    next_similar,
    sessions_between,
    soon_tallies,
    tallies,
    townships_with_places,
    within_days,
)
from ..domain.linked_data import of_session
from ..domain.soon import SOON, following
from ..domain.timetable import days_of, days_with_sessions, weekdays, weeks_of
from .feeds import webcal

PER_PAGE = 30
WHEN_NOTHING_IS_ON = 3
PERIODS = {"month": periods.month, "week": periods.week}


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """What is on; filters combine in the address. 404 for a view, month or week that does not exist."""
    view = request.GET.get("view", "")
    if view in PERIODS:
        return _timetable(request, view)
    if view:
        raise Http404
    filters, today = Filters.of(request.GET), timezone.localdate()
    soon = request.GET.get("when", "") if request.GET.get("when") in SOON else ""
    wanted = SOON[soon][1](today) if soon else None
    rows, everything = coming_sessions(filters), coming_sessions(Filters())
    if wanted:
        rows, everything = rows.filter(within_days(wanted)), everything.filter(within_days(wanted))
    page = page_of(request, rows, PER_PAGE)
    days = days_with_sessions(page.object_list)
    context = _around(request, filters, everything, view)
    chips = _soon_chips(request, filters, soon, today)
    context |= {
        "page": page,
        "days": days,
        "soon": chips,
        "chosen": [*chosen_of([("", chips)]), *context["chosen"]],
        "wanted_text": _span_text(wanted) if wanted else "",
        **(_instead(filters, soon, wanted) if wanted and not days else {}),
        "not_announced": not_announced(wanted.days if wanted else [day.date for day in days]),
        "robots": "noindex" if filters.any() or soon else "",
    }
    return render(request, "activities/sessions.html", context)


def _soon_chips(request: HttpRequest, filters: Filters, chosen: str, today: date) -> list[dict[str, Any]]:
    """Today, this weekend, the next seven days; that nothing is on this weekend is worth knowing too."""
    counts = soon_tallies(filters, today)
    _all, *chips = chips_for(request, "when", [(key, label) for key, (label, _days) in SOON.items()], chosen)
    return [chip | {"count": counts[chip["value"]]} for chip in chips]


def _instead(filters: Filters, soon: str, wanted: Days) -> dict[str, Any]:
    """When nothing is left: the next weekend for whoever asked for one, else what comes next."""
    weekend, rows = following(wanted), coming_sessions(filters)
    found = list(rows.filter(within_days(weekend))[:PER_PAGE]) if soon == "weekend" else []
    if found:
        return {"later": found, "later_text": _span_text(weekend)}
    return {"later": rows[:WHEN_NOTHING_IS_ON]}


def _span_text(days: Days) -> str:
    return day_text(days.first) if days.first == days.last else days_text(days.first, days.last)


def _timetable(request: HttpRequest, view: str) -> HttpResponse:
    """A month or a week, past days too."""
    try:
        period = PERIODS[view](request.GET.get(view, ""), timezone.localdate())
    except periods.NoSuchPeriod as error:
        raise Http404 from error
    filters = Filters.of(request.GET)
    rows = list(sessions_between(period.starts, period.ends, filters))
    days = days_of(period, rows)
    context = _around(request, filters, sessions_between(period.starts, period.ends, Filters()), view) | {
        "period": period,
        "heading": month_title(period.first) if view == "month" else days_text(period.first, period.last),
        "days": days,
        "not_announced": not_announced(period.days),
        "weeks": weeks_of(days),
        "weekdays": weekdays(),
        "number": len(rows),
        "beside": [address_with(request, **{view: key}) if key else "" for key in (period.before, period.after)],
        "now": address_with(request, **{view: ""}),
        "week_url": address_with(request, view="week", month="", week=""),
        "robots": "noindex, nofollow",
    }
    return render(request, f"activities/{view}.html", context)


def _around(request: HttpRequest, filters: Filters, everything: QuerySet[Session], view: str) -> dict[str, Any]:
    """What the list, the week and the month have in common: the three views, the filters, the calendar feed."""
    feed = request.build_absolute_uri(f"{reverse('activities:feed')}{filters.query()}")
    names = {"": _("List"), "week": _("Week"), "month": _("Month")}
    groups = _filter_groups(request, filters, everything)
    return {
        "filters": filters,
        "views": [
            {"label": label, "url": address_with(request, view=key, when="", month="", week=""), "current": key == view}
            for key, label in names.items()
        ],
        "groups": groups,
        "chosen": chosen_of(groups),
        "feed": feed,
        "webcal": webcal(feed),
    }


@require_GET
def session(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One session. Drafts answer as if they did not exist; the page shows numbers, never who comes."""
    found = get_object_or_404(Session.objects.published().select_related("place", "room"), uuid=uuid)
    context = {
        "session": found,
        "facts": facts_of(found),
        "panel": signing_up_for(request.user, found),
        "summary_line": " · ".join([found.local_title, when_text(found.starts, found.ends), found.place.local_name]),
        "share_lines": share_lines(found, request.build_absolute_uri(found.get_absolute_url())),
        "data": of_session(found, absolute=request.build_absolute_uri),
        "photo": Photo.shown(WIDE).filter(place=found.place).first(),
        "similar": [] if may_come(found) else next_similar(found),
    }
    return render(request, "activities/session.html", context)


def may_come(session: Session) -> bool:
    """Whether a child can still get a place."""
    return session.state == SessionState.PUBLISHED and not session.begun and not session.full


def share_lines(session: Session, url: str) -> list[str]:
    """What a family sends to another: no names, only what the page says. A Chinese address has a line of its own."""
    lines = [
        session.local_title,
        when_text(session.starts, session.ends),
        session.place.local_name,
        session.place.address,
        session.place.phone,
        f"{session.age_range_label} · {_('Free of charge')}",
        url,
    ]
    return [line for line in lines if line]


def _filter_groups(
    request: HttpRequest, filters: Filters, everything: QuerySet[Session]
) -> list[tuple[str, list[dict[str, Any]]]]:
    counts = tallies(everything, filters)
    choices: list[tuple[str, Any, Any]] = [
        ("area", _("Township"), [(area.code, area.local_name) for area in townships_with_places()]),
        ("age", _("Age"), [(key, label) for key, (label, _first, _last) in AGES.items()]),
        ("kind", _("Kind"), SessionKind.choices),
        ("action", _("Five actions"), Action.choices),
    ]
    return [
        (name, chips_for(request, key, options, getattr(filters, key), counts[key])) for key, name, options in choices
    ]
