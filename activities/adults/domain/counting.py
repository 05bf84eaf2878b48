"""The two-adult rule, a policy of this project: who is there with the children, and whether that is enough.

At least two vetted adults for the whole session, one of them experienced, and enough of them for the age:

    youngest child   children to one adult
    under 6          5
    6 to 8           8
    9 and older      12

A vetted adult is a member of staff whose appointment covers the place on that day, or a volunteer with a
confirmed duty who may serve on that day and whose interview, code of conduct and training still hold then; in
both cases with an account that is open, and in no other session at that time. Experienced is staff who are
appointed to work with children, and a volunteer with at least three verified sessions.

All this can change after publishing: `activities.adults.domain.watching` asks again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from portal.accounts.domain.independence import same_person
from portal.accounts.models import User
from volunteers.application.domain.standing import in_standing
from volunteers.application.enums import VettingOutcome
from volunteers.application.models import VettingStep

from ...enums import BOOKS_NOTHING, SeatState
from ...models import Duty, Enrolment, HoursEntry, Session, SessionStaff
from ...responsible import team_of
from ..enums import AdultsRefusal, Reason

ALWAYS = 2
RATIO = ((6, 5), (9, 8))
RATIO_OF_THE_OLDEST = 12
EXPERIENCED_AFTER = 3
_REASON = "the safety of a session is worked out whoever asks"


@dataclass(frozen=True)
class Adult:
    """A vetted adult of a session, by account."""

    user_id: int
    experienced: bool


def children_per_adult(youngest: int | None) -> int:
    """How many children of this age one adult may look after; without an age limit the strictest."""
    age = youngest or 0
    return next((children for under, children in RATIO if age < under), RATIO_OF_THE_OLDEST)


def adults_needed(children: int, youngest: int | None) -> int:
    """How many vetted adults so many children need; never fewer than two."""
    return max(ALWAYS, -(-children // children_per_adult(youngest)))


def vetted_adults(session: Session) -> list[Adult]:
    """The vetted adults of a session, each person once, under however many accounts."""
    adults = {adult.user_id: adult for adult in [*_volunteers(session), *_staff(session)]}
    elsewhere = _busy_elsewhere(session, adults)
    return _each_person_once([adult for user_id, adult in adults.items() if user_id not in elsewhere])


def adults_denied_reason(session: Session) -> Reason | None:
    """Why the session may not start with the adults and children it has now, or None."""
    beyond = Enrolment.objects.unscoped(_REASON).filter(session=session, state=SeatState.CONFIRMED).exclude(beyond="")
    children = session.children_taken + beyond.count()
    return next(iter(_shortcomings(session, children=children, more_wanted=0)), None)


def plan_shortcomings(session: Session) -> list[Reason]:
    """What keeps it from being published: two adults must be named; volunteers still wanted count for the ratio."""
    return _shortcomings(session, children=session.child_capacity, more_wanted=session.volunteers_wanted)


def _shortcomings(session: Session, *, children: int, more_wanted: int) -> list[Reason]:
    if not settings.TONGXIN_TWO_ADULT_RULE:
        return []
    adults = vetted_adults(session)
    needed = adults_needed(children, session.age_from)
    rules = {
        AdultsRefusal.TOO_FEW_ADULTS: len(adults) >= ALWAYS,
        AdultsRefusal.NONE_EXPERIENCED: any(adult.experienced for adult in adults),
        AdultsRefusal.RATIO: len(adults) + more_wanted >= needed,
    }
    return [reason for reason, kept in rules.items() if not kept]


def _each_person_once(adults: list[Adult]) -> list[Adult]:
    """Two accounts of one person are one adult; the one that counts as experienced is kept."""
    users = User.objects.in_bulk([adult.user_id for adult in adults])
    found: list[Adult] = []
    for adult in sorted(adults, key=lambda adult: not adult.experienced):
        if not any(same_person(users[adult.user_id], users[other.user_id]) for other in found):
            found.append(adult)
    return found


def _volunteers(session: Session) -> list[Adult]:
    """Those confirmed who may serve on the day of the session."""
    day = timezone.localdate(session.starts)
    duties = Duty.objects.unscoped(_REASON).filter(session=session, state=SeatState.CONFIRMED)
    standing = in_standing(day).filter(pk__in=duties.values("volunteer"), user__is_active=True)
    serving = {volunteer.pk: volunteer.user_id for volunteer in standing.order_by("pk")}
    lapsed, experienced = _lapsed(serving, day), _experienced(serving)
    return [Adult(user_id, key in experienced) for key, user_id in serving.items() if key not in lapsed]


def _lapsed(volunteers: Iterable[int], day: date) -> frozenset[int]:
    """Of these volunteers, those of whose checks the latest of some kind failed or has run out by that day."""
    steps = VettingStep.objects.filter(volunteer__in=list(volunteers), done_on__lte=day).order_by("-done_on", "-pk")
    latest: dict[tuple[int, str], VettingStep] = {}
    for step in steps:
        latest.setdefault((step.volunteer_id, step.kind), step)
    return frozenset(
        volunteer
        for (volunteer, _kind), step in latest.items()
        if step.outcome != VettingOutcome.CLEAR or (step.valid_until and step.valid_until < day)
    )


def _experienced(volunteers: Iterable[int]) -> frozenset[int]:
    """Of these volunteers, those with enough verified sessions."""
    entries = HoursEntry.objects.unscoped(_REASON).filter(volunteer__in=list(volunteers), verified_by__isnull=False)
    # What was corrected to nothing is no session.
    served = entries.order_by().values_list("volunteer", "duty").annotate(net=Sum("minutes")).filter(net__gt=0)
    sessions = Counter(volunteer for volunteer, _duty, _net in served)
    return frozenset(volunteer for volunteer, count in sessions.items() if count >= EXPERIENCED_AFTER)


def _staff(session: Session) -> list[Adult]:
    """The team whose appointment covers the place on that day."""
    return [Adult(user.pk, experienced=True) for user in team_of(session)]


def _busy_elsewhere(session: Session, users: Iterable[int]) -> set[int]:
    """Of these accounts, those who lead another session at the same time or help in one."""
    others = Session.objects.unscoped(_REASON).exclude(pk=session.pk).exclude(state__in=BOOKS_NOTHING)
    overlapping = others.filter(starts__lt=session.ends, ends__gt=session.starts)
    leading = SessionStaff.objects.filter(session__in=overlapping, user__in=list(users))
    helping = Duty.objects.unscoped(_REASON).filter(
        session__in=overlapping, state=SeatState.CONFIRMED, volunteer__user__in=list(users)
    )
    return {*leading.values_list("user_id", flat=True), *helping.values_list("volunteer__user_id", flat=True)}
