"""What of a session waits for a person, and since when: the same for the desk's first screen and for the lists.

Every state is final, waits for its time, or stands here:
tests/activities/sessions/test_every_state_waits.py holds it to that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from children.ledger.domain.ages import is_active
from portal.accounts.enums import Capability
from portal.accounts.models import Assignment, User
from portal.pages.dates import from_morning

from ...adults.domain.watching import WATCHED
from ...enums import LIVE, Outcome, SeatState, SessionState
from ...models import Duty, Enrolment, Hazard, Session, SessionStaff
from ...permissions import paths_in_full, paths_of_own_places

_REASON = "which of the sessions somebody may see wait for a person"
NOT_BEGUN = (SessionState.PUBLISHED, SessionState.CLOSED)
# All of them together: what is verified or cancelled waits for nobody, and is most of what a county ever had.
NOT_OVER = (SessionState.DRAFT, *WATCHED, SessionState.COMPLETED)


@dataclass(frozen=True)
class Waiting:
    """One thing sessions wait for; `since` names the moment from which on they do."""

    label: Promise | str
    which: Callable[[datetime], Q]
    since: str | Subquery | Coalesce
    capability: Capability = Capability.SEE_SESSION
    urgency: str = "late"


def _seats(**given: object) -> Q:
    """Whether the session has a seat like this, a volunteer's or a child's."""
    return Q(Exists(Duty.objects.unscoped(_REASON).filter(session=OuterRef("pk"), **given))) | Q(
        Exists(Enrolment.objects.unscoped(_REASON).filter(session=OuterRef("pk"), **given))
    )


def _hazards() -> QuerySet[Hazard]:
    return Hazard.objects.filter(place=OuterRef("place"), serious=True, resolved_on=None)


def _left_the_ledger() -> QuerySet[Enrolment]:
    rows: QuerySet[Enrolment] = Enrolment.objects.unscoped(_REASON).filter(session=OuterRef("pk"), state__in=LIVE)
    return rows.exclude(is_active(timezone.localdate()))


def _first(rows: QuerySet[Any], moment: str) -> Subquery:
    return Subquery(rows.order_by(moment).values(moment)[:1])


def _in_team(depth: Any) -> QuerySet[Any]:
    return SessionStaff.objects.filter(session=depth).values("user")


def _team_left() -> Q:
    """It has a team, and nobody of it serves where it takes place today."""
    serving = Assignment.objects.holding(Capability.CALL_ROLL).filter(user__in=_in_team(OuterRef(OuterRef("pk"))))
    return Q(Exists(_in_team(OuterRef("pk"))), ~Exists(serving.around("area_path")))


def _since_they_left() -> Coalesce:
    theirs = Assignment.objects.filter(user__in=_in_team(OuterRef(OuterRef("pk"))))
    return Coalesce(theirs.last_day(), TruncDate("changed_at"))


_UNKNOWN = {"state": SeatState.CONFIRMED, "outcome": Outcome.UNKNOWN}
WAITING: dict[str, Waiting] = {
    "missing": Waiting(
        _("Too few adults"), lambda now: Q(adults_missing=True, state__in=WATCHED, ends__gt=now), "adults_missing_since"
    ),
    "unsafe": Waiting(
        _("Serious hazard at the place"),
        lambda now: Q(Exists(_hazards()), state__in=WATCHED, ends__gt=now),
        _first(_hazards(), "found_on"),
    ),
    "team_left": Waiting(
        _("Needs a new person: its team has left"),
        lambda now: Q(_team_left(), state__in=[SessionState.DRAFT, *WATCHED], ends__gt=now),
        _since_they_left(),
        Capability.MANAGE_SESSION,
    ),
    "not_begun": Waiting(
        _("Not started in time"), lambda now: Q(state__in=NOT_BEGUN, starts__lte=now, ends__gt=now), "starts"
    ),
    "not_closed": Waiting(_("Over and not closed"), lambda now: Q(state__in=WATCHED, ends__lte=now), "ends"),
    "not_called": Waiting(
        _("Roll not called"),
        lambda _now: Q(_seats(**_UNKNOWN), state=SessionState.COMPLETED),
        "ends",
        Capability.CALL_ROLL,
    ),
    "not_verified": Waiting(
        _("Hours to verify"),
        lambda _now: Q(state=SessionState.COMPLETED),
        "ends",
        Capability.VERIFY_HOURS,
        "soon",
    ),
    "left": Waiting(
        _("Enrolled, but no longer active in the ledger"),
        lambda now: Q(Exists(_left_the_ledger()), state__in=NOT_BEGUN, starts__gt=now),
        _first(_left_the_ledger(), "child__changed_at"),
        Capability.MANAGE_SESSION,
        "soon",
    ),
    "unpublished": Waiting(
        _("Draft to publish or to drop"),
        lambda _now: Q(state=SessionState.DRAFT),
        "changed_at",
        Capability.MANAGE_SESSION,
        "",
    ),
}


def sessions_waiting(user: User, name: str) -> QuerySet[Session]:
    """The sessions for which this person can do it, what has waited longest first."""
    waiting = WAITING[name]
    rows: QuerySet[Session] = Session.objects.where_can(user, waiting.capability).filter(waiting.which(timezone.now()))
    return rows.order_by(waiting.since, "pk")


def counts_waiting(user: User) -> dict[str, tuple[int, datetime | None]]:
    """How many sessions wait for each thing, and since when the first of them; one query for each reach."""
    now = timezone.now()
    found: dict[str, tuple[int, datetime | None]] = {}
    for capability, names in _by_reach(user):
        counted = (
            Session.objects.where_can(user, capability)
            .filter(state__in=NOT_OVER)
            .aggregate(
                **{f"{name}_n": Count("pk", filter=WAITING[name].which(now)) for name in names},
                **{f"{name}_since": Min(WAITING[name].since, filter=WAITING[name].which(now)) for name in names},
            )
        )
        found |= {name: (counted[f"{name}_n"], _moment(counted[f"{name}_since"])) for name in names}
    return {name: found[name] for name in WAITING if name in found}


def waits_for(session: Session) -> str:
    """The name of what this one session waits for because its time has come or gone; empty for none."""
    if session.over and session.state in WATCHED:
        return "not_closed"
    return "not_begun" if session.begun and session.state in NOT_BEGUN else ""


def _by_reach(user: User) -> list[tuple[str, list[str]]]:
    """The things this person may do, those together that reach the same places: most people have one reach."""
    reaches: dict[Any, tuple[str, list[str]]] = {}
    for name, waiting in WAITING.items():
        if user.can(waiting.capability):
            reach = (paths_in_full(user, waiting.capability), paths_of_own_places(user, waiting.capability))
            reaches.setdefault(reach, (waiting.capability, []))[1].append(name)
    return list(reaches.values())


def _moment(value: date | datetime | None) -> datetime | None:
    """A day counts from its first minute."""
    return value if isinstance(value, datetime) else from_morning(value)
