"""What waits today about volunteers: each state of an application that waits for a person, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, ngettext_lazy

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.areas.counting import counted
from portal.areas.scoping import ScopedQuerySet
from portal.desk.registry import Due

from ..enums import VolunteerState
from .queries import vetted_by, with_check_ending

CHECK_ENDS_SOON = timedelta(days=30)
TOO_LONG = timedelta(days=14)
ENDING, SINCE = "ending", "state_changed_at"
# By state, what it waits for. A draft is the applicant's own business, and shown to nobody else.
WAITING = {
    VolunteerState.SUBMITTED: ngettext_lazy("application to volunteer", "applications to volunteer"),
    VolunteerState.SCREENING: ngettext_lazy("application being looked at", "applications being looked at"),
    VolunteerState.INFO_REQUESTED: ngettext_lazy(
        "applicant who was asked for something", "applicants who were asked for something"
    ),
    VolunteerState.INTERVIEW: ngettext_lazy("interview to hold or to record", "interviews to hold or to record"),
    VolunteerState.TRAINING: ngettext_lazy("applicant in training", "applicants in training"),
    VolunteerState.APPROVED: ngettext_lazy("approved volunteer to let start", "approved volunteers to let start"),
    VolunteerState.SUSPENDED: ngettext_lazy("paused volunteer to decide on", "paused volunteers to decide on"),
}


def due(user: User) -> Iterator[Due]:
    """Applications by what they wait for, and record checks that end within 30 days. A constant number of queries."""
    if not user.can(Capability.VET_VOLUNTEER):
        return
    index, rows = reverse("volunteers:desk_index"), vetted_by(user)
    ends = with_check_ending(rows, by=timezone.localdate() + CHECK_ENDS_SOON)
    counts = counted({state.value: rows.filter(state=state) for state in WAITING} | {ENDING: ends})
    oldest = _oldest(user, rows)
    past = Q(interview_at=None) | Q(interview_at__lt=timezone.now())
    missed = bool(rows.filter(past, state=VolunteerState.INTERVIEW).exists())
    for state, words in WAITING.items():
        count, since = counts[state], oldest[state]
        urgency = _urgency(state, since, missed and state == VolunteerState.INTERVIEW)
        yield Due(count, str(words % count), f"{index}?show={state.value}", urgency, since)
    label = ngettext("record check ends within 30 days", "record checks end within 30 days", counts[ENDING])
    yield Due(counts[ENDING], label, f"{index}?show={ENDING}", "soon")


def _oldest(user: User, rows: ScopedQuerySet) -> dict[str, datetime | None]:
    """Since when the oldest of each state waits; each is the first row of an index, all of them one query."""
    first = {state.value: rows.filter(state=state).order_by(SINCE).values(SINCE)[:1] for state in WAITING}
    moments = {f"since_{name}": Subquery(one) for name, one in first.items()}
    found: dict[str, Any] = dict(User.objects.filter(pk=user.pk).values(**moments).get())
    return {state.value: found[f"since_{state.value}"] for state in WAITING}


def _urgency(state: VolunteerState, since: datetime | None, missed: bool) -> str:
    """Late when it has waited too long; what waits for the applicant or for a day to come is not urgent before."""
    if since and since < timezone.now() - TOO_LONG:
        return "late"
    return "soon" if missed else ""
