"""Taking part, on a child's page: the sessions that come, and those the child was enrolled in."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from children.ledger.models import Child
from children.ledger.sections import Section
from portal.accounts.requests import SignedInRequest
from portal.components.record import Card, Line, Mark, Moment
from portal.pages.dates import when_text

from ...enums import LIVE, Outcome, SeatState, SessionState
from ...models import Enrolment, Session

LATEST = 40
# Unknown is not absent.
WORDS = {
    Outcome.PRESENT: pgettext_lazy("child's history", "Took part in a session"),
    Outcome.ABSENT: pgettext_lazy("child's history", "Was enrolled and did not come"),
    Outcome.EXCUSED: pgettext_lazy("child's history", "Was enrolled and excused"),
    Outcome.UNKNOWN: pgettext_lazy("child's history", "Was enrolled; who came is not written down"),
}
KINDS = {Outcome.ABSENT: "bad", Outcome.UNKNOWN: "soft"}


def took_part(request: SignedInRequest, child: Child) -> Section | None:
    """The latest sessions of a child whom this person may see; a link where they may see the session too. One query."""
    opens = Session.objects.visible_to(request.user).filter(pk=OuterRef("session"))
    mine = Enrolment.objects.unscoped("of a child the caller may see").filter(child=child, state__in=LIVE)
    rows = mine.exclude(session__state=SessionState.CANCELLED).select_related("session__place")
    seats = list(rows.annotate(opens=Exists(opens)).order_by("-session__starts", "-pk")[:LATEST])
    now = timezone.now()
    coming = [_line(seat) for seat in reversed(seats) if seat.session.ends > now]
    past = [seat for seat in seats if seat.session.ends <= now and seat.state == SeatState.CONFIRMED]
    if not seats:
        return None
    return Section(cards=[Card(_("Sessions to come"), lines=coming)], moments=[_moment(seat) for seat in past])


def _moment(seat: Enrolment) -> Moment:
    outcome = Outcome(seat.outcome)
    where = f"{seat.session.local_title} · {seat.session.place.local_name}"
    return Moment(seat.session.starts, WORDS[outcome], where, url=_url(seat), kind=KINDS.get(outcome, ""))


def _line(seat: Enrolment) -> Line:
    session = seat.session
    waits = seat.state != SeatState.CONFIRMED
    marks = [Mark(seat.get_state_display(), "warn")] if waits else []
    note = f"{when_text(session.starts, session.ends)} · {session.place.local_name}"
    return Line(session.local_title, _url(seat), note, marks)


def _url(seat: Enrolment) -> str:
    opens = seat.opens  # type: ignore[attr-defined]  # annotated by `took_part`
    return reverse("activities:desk_session", args=[seat.session.uuid]) if opens else ""
