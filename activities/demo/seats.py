"""Who took part in the demo's sessions, and the hours they are credited with."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from django.utils import timezone

from children.ledger.models import Child
from portal.accounts.models import User
from volunteers.application.models import Volunteer

from ..enums import BOOKS_NOTHING, TAKEN_PLACE, HoursKind, Outcome, SeatState, SessionState
from ..models import Duty, Enrolment, HoursEntry, Session
from ..seats.domain.enrolment import child_denied_reason

OUTCOMES = (Outcome.PRESENT, Outcome.PRESENT, Outcome.PRESENT, Outcome.PRESENT, Outcome.EXCUSED, Outcome.ABSENT)
CANDIDATES = 30  # the rules cost two queries a child
DEMO_VOLUNTEER = "volunteer@demo.test"
Person = TypeVar("Person", Volunteer, Child)


def fill(
    session: Session,
    volunteers: Sequence[Volunteer],
    children: Sequence[Child],
    *,
    staff: dict[str, User],
    rng: random.Random,
) -> Counter[str]:
    """Duties, enrolments, attendance and hours of one session. Returns how many of each."""
    if session.state in BOOKS_NOTHING:
        return Counter()
    helpers = _helpers(session, volunteers, rng)
    duties = [_duty(session, volunteer, rng) for volunteer in helpers]
    suitable = [child for child in _some(children, CANDIDATES, rng) if not child_denied_reason(session, child)]
    enrolled = _some(suitable, session.child_capacity - rng.randrange(1, 5), rng)
    enrolments = [_enrolment(session, child, staff, rng) for child in enrolled]
    session.volunteers_taken, session.children_taken = len(duties), len(enrolments)
    session.save(update_fields=["volunteers_taken", "children_taken", "changed_at"])
    hours = _credit(session, duties, staff) if session.state == SessionState.VERIFIED else 0
    return Counter(duties=len(duties), enrolments=len(enrolments), hours=hours)


def _helpers(session: Session, volunteers: Sequence[Volunteer], rng: random.Random) -> list[Volunteer]:
    """The demo's own volunteer in a third of what is over and once next week; others at random."""
    own = [volunteer for volunteer in volunteers if volunteer.user.email == DEMO_VOLUNTEER]
    others = [volunteer for volunteer in volunteers if volunteer.user.email != DEMO_VOLUNTEER]
    days = (timezone.localdate(session.starts) - timezone.localdate()).days
    with_own = own if days in {3, 6} or (days < 0 and days % 3 == 0) else []
    return [*with_own, *_some(others, rng.randrange(1, 3), rng)]


def _some(people: Sequence[Person], number: int, rng: random.Random) -> list[Person]:
    return rng.sample(list(people), min(max(number, 0), len(people)))


def _outcome(session: Session, rng: random.Random) -> Outcome:
    return rng.choice(OUTCOMES) if session.state in TAKEN_PLACE else Outcome.UNKNOWN


def _duty(session: Session, volunteer: Volunteer, rng: random.Random) -> Duty:
    outcome = _outcome(session, rng)
    if volunteer.user.email == DEMO_VOLUNTEER and outcome != Outcome.UNKNOWN:
        outcome = Outcome.PRESENT
    return Duty.objects.create(
        session=session,
        area=session.area,
        volunteer=volunteer,
        state=SeatState.CONFIRMED,
        outcome=outcome,
        requested_at=session.starts - timedelta(days=6),
    )


def _enrolment(session: Session, child: Child, staff: dict[str, User], rng: random.Random) -> Enrolment:
    return Enrolment.objects.create(
        session=session,
        area=session.area,
        child=child,
        state=SeatState.CONFIRMED,
        outcome=_outcome(session, rng),
        enrolled_by=staff.get("village"),
        collected_by=rng.choice(["外婆", "爷爷", "婶婶"]),
        requested_at=session.starts - timedelta(days=5),
    )


def _credit(session: Session, duties: list[Duty], staff: dict[str, User]) -> int:
    verifier = staff.get("township")
    if verifier is None:
        return 0
    entries = [
        HoursEntry(
            area=session.area,
            area_path=session.area_path,
            volunteer=duty.volunteer,
            volunteer_user=duty.volunteer.user,
            duty=duty,
            kind=HoursKind.CREDIT,
            starts=session.starts,
            ends=session.ends,
            minutes=session.minutes,
            entered_by=verifier,
            verified_by=verifier,
            verified_at=session.ends + timedelta(days=1),
        )
        for duty in duties
        if duty.outcome == Outcome.PRESENT
    ]
    return len(HoursEntry.objects.bulk_create(entries))
