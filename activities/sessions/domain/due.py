"""What of sessions, places and photos is due, each with the age of what has waited longest."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.desk.registry import Due

from ...days.holidays import missing_year
from ...models import Session
from .queries import TODAY, on_today
from .waiting import WAITING, counts_waiting


def due_sessions(user: User) -> Iterator[Due]:
    """Sessions today, and whatever of a session waits for this person."""
    if not user.can(Capability.SEE_SESSION):
        return
    index = reverse("activities:desk_sessions")
    today = on_today(Session.objects.visible_to(user)).count()
    yield Due(today, ngettext("session begins today", "sessions begin today", today), f"{index}?state={TODAY}", "soon")
    for name, (number, since) in counts_waiting(user).items():
        if number:
            yield Due(number, _words(name, number), f"{index}?state={name}", WAITING[name].urgency, since=since)


def due_holidays(user: User) -> Iterator[Due]:
    """For those who run the site: a year has begun, or begins soon, and its public holidays are not known."""
    year = missing_year(timezone.localdate()) if user.can(Capability.RUN_SITE) else None
    if year:
        label = _("year (%(year)s) without public holidays: install the newer package chinesecalendar") % {"year": year}
        yield Due(1, label, f"{reverse('activities:sessions')}?view=month", "soon")


def _words(name: str, number: int) -> str:
    """One sentence for each thing sessions wait for."""
    return {
        "missing": ngettext("session with too few adults", "sessions with too few adults", number),
        "unsafe": ngettext(
            "session at a place with a serious hazard", "sessions at a place with a serious hazard", number
        ),
        "team_left": ngettext(
            "session needs a new person: its team has left", "sessions need new people: their teams have left", number
        ),
        "not_begun": ngettext("session that should have begun", "sessions that should have begun", number),
        "not_closed": ngettext(
            "session that is over and was not closed", "sessions that are over and were not closed", number
        ),
        "not_called": ngettext("session whose roll is not complete", "sessions whose roll is not complete", number),
        "not_verified": ngettext("session whose hours need verifying", "sessions whose hours need verifying", number),
        "left": ngettext(
            "session with a child whose record is no longer active",
            "sessions with children whose records are no longer active",
            number,
        ),
        "unpublished": ngettext("draft of a session", "drafts of sessions", number),
    }[name]
