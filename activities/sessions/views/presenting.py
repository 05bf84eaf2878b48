"""A session as its page on the desk draws it: what is missing, who comes, the facts, and what was done with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.components.record import Act, Awaited, Card, Head, Line, Mark, Moment, Record
from portal.pages.dates import when_text

from ...actions import SessionAction
from ...adults.domain.counting import vetted_adults
from ...adults.domain.watching import WATCHED
from ...enums import OPEN, SeatState, SessionState
from ...models import Duty, Enrolment, Session
from ...permissions import may
from ...seats.domain.queries import duties_of, enrolments_of
from ..domain.publishing import Check, publish_checks
from ..domain.waiting import WAITING, waits_for
from ..forms.planning import CancelForm
from .facts import facts_of

STATE_TAGS = {
    SessionState.DRAFT: "warn",
    SessionState.CANCELLED: "danger",
    SessionState.VERIFIED: "plain",
    SessionState.CLOSED: "plain",
    SessionState.PUBLISHED: "",
}
SHOWN_AT_MOST = 40


@dataclass(frozen=True)
class Rights:
    """What this person may do with a session as it stands."""

    manages: bool
    change: bool
    enrol: bool
    close: bool
    call: bool
    verify: bool


def rights_of(session: Session, user: User) -> Rights:
    """Asked once for the page and its buttons."""
    manages = may(user, Capability.MANAGE_SESSION, session.place)
    joinable = session.state == SessionState.PUBLISHED and not session.begun  # afterwards it is the roll-call
    done = session.state in {SessionState.COMPLETED, SessionState.VERIFIED}
    return Rights(
        manages=manages,
        change=manages and session.state in OPEN,
        enrol=manages and joinable and user.can(Capability.SEE_CHILD),
        close=manages and joinable,
        call=may(user, Capability.CALL_ROLL, session.place) and session.state != SessionState.DRAFT,
        verify=done and may(user, Capability.VERIFY_HOURS, session.place),
    )


def context_of(session: Session, user: User, form: CancelForm) -> dict[str, Any]:
    """What the page is given. A constant number of queries."""
    rights = rights_of(session, user)
    checks = publish_checks(session, by=user) if session.state == SessionState.DRAFT else []
    waits = WAITING[name].label if (name := waits_for(session)) else ""
    ready = session.state == SessionState.DRAFT and not any(check.reason for check in checks)
    asked = session.state == SessionState.DRAFT or session.state in WATCHED
    counted = {adult.user_id for adult in vetted_adults(session)} if asked else None
    told = Record(
        head=_head(session, rights, ready=ready),
        due=list(_due(session, str(waits))),
        main=list(_main(session, rights, checks, counted)),
        cards=list(_cards(session, rights, form, counted)),
        moments=_moments(session),
        story=pgettext("session", "What was done"),
    )
    about = {"session": session, "record": told, "form": form, "ready": ready, "waits_for": waits}
    return about | {"may_enrol": rights.enrol}


def _head(session: Session, rights: Rights, *, ready: bool) -> Head:
    marks = [Mark(session.get_state_display(), STATE_TAGS.get(SessionState(session.state), "accent"))]
    if session.adults_missing and session.state != SessionState.CANCELLED:
        marks.append(Mark(_("Too few adults"), "danger"))
    room = session.room.local_name if session.room else ""
    line = [when_text(session.starts, session.ends), session.place.local_name, room]
    return Head(session.local_title, marks, line, *_acts(session, rights, ready=ready))


def _acts(session: Session, rights: Rights, *, ready: bool) -> tuple[list[Act], list[Act]]:
    """What comes next first; what is rarely wanted is folded away."""

    def to(name: str, label: str, icon: str = "") -> Act:
        return Act(label, reverse(f"activities:{name}", args=[session.uuid]), icon)

    def sent(do: str, label: str, icon: str = "") -> Act:
        return Act(label, reverse("activities:desk_session_do", args=[session.uuid]), icon, True, "do", do)

    acts = [
        (ready and rights.manages, sent("publish", _("Publish"), "check")),
        (rights.verify, to("desk_hours", _("Hours"), "clock")),
        (rights.call, to("rollcall", _("Call the roll"), "list")),
        (rights.enrol, to("desk_enrol", _("Enrol children"), "child")),
        (rights.change, to("desk_session_edit", _("Change"), "edit")),
    ]
    more = [
        (rights.call, to("desk_roster", _("Roster to print"), "print")),
        (rights.close, sent("close", _("Close enrolment"))),
        (bool(session.published_at), Act(_("The public page"), session.get_absolute_url())),
    ]
    return [act for open_, act in acts if open_], [act for open_, act in more if open_]


def _due(session: Session, waits: str) -> Iterator[Awaited]:
    if session.adults_missing and session.state != SessionState.CANCELLED:
        said = _(
            "Someone has withdrawn, may no longer be with children, or is in another session at that time. This one"
            " cannot start until another vetted adult is found."
        )
        yield Awaited(_("Too few adults"), said, "late", session.adults_missing_since)
    if waits:
        over = _("If it took place, call the roll and complete it. If it did not, cancel it and write why.")
        on = _("Call the roll, and start it there once the adults are there.")
        yield Awaited(waits, over if session.over else on, "late", session.ends if session.over else session.starts)
    if session.state == SessionState.CANCELLED:
        yield Awaited(pgettext("session", "Cancelled"), session.cancel_reason)


def _main(session: Session, rights: Rights, checks: list[Check], counted: Collection[int] | None) -> Iterator[Card]:
    if checks:
        context = {"checks": checks}
        yield Card(_("Before publishing"), template="activities/desk/publish_checks.html", context=context)
    enrolments, duties = enrolments_of(session), duties_of(session)
    families_wait = any(seat.together and seat.state == SeatState.WAITLISTED for seat in enrolments)
    said = _(
        "Brothers and sisters who wait together move up when there are enough places for all of them. Until then others"
        " may come first; their place in line stays."
    )
    yield Card(
        _share(_("Children"), session.children_taken, session.child_capacity),
        lines=[_child(session, seat, rights) for seat in enrolments],
        note=said if families_wait else "" if enrolments else _("No child is enrolled yet."),
    )
    yield Card(
        _share(_("Volunteers"), session.volunteers_taken, session.volunteer_capacity),
        lines=[_volunteer(seat, counted) for seat in duties],
        note="" if duties else _("No volunteer has signed up yet."),
    )


def _share(name: str, taken: int, capacity: int) -> str:
    return f"{name} {taken}/{capacity}"


def _child(session: Session, seat: Enrolment, rights: Rights) -> Line:
    done = session.state in {SessionState.COMPLETED, SessionState.VERIFIED}
    mark = Mark(seat.get_outcome_display(), "plain") if done else _seat_mark(seat)
    note = [seat.child.case_number]
    note += [" ".join((_("Collected by"), seat.collected_by))] if seat.collected_by else []
    note += [_("With brothers and sisters")] if seat.together else []
    acts = []
    if rights.enrol:
        off = reverse("activities:desk_take_off", args=[session.uuid, seat.uuid])
        acts.append(Act(_("Take off"), off, post=True))
        if seat.together and seat.state == SeatState.WAITLISTED:
            split = reverse("activities:desk_split", args=[session.uuid, seat.uuid])
            acts.append(Act(_("Single places are fine"), split, post=True))
    return Line(seat.child.called_name or "—", "", " · ".join(note), [mark], acts)


def _volunteer(seat: Duty, counted: Collection[int] | None) -> Line:
    marks = [_seat_mark(seat)]
    if counted is not None and seat.state == SeatState.CONFIRMED and seat.volunteer.user_id not in counted:
        marks.append(Mark(_("Does not count that day"), "warn"))
    return Line(seat.helper, "", seat.volunteer.number, marks)


def _seat_mark(seat: Enrolment | Duty) -> Mark:
    return Mark(seat.get_state_display(), "" if seat.state == SeatState.CONFIRMED else "warn")


def _cards(session: Session, rights: Rights, form: CancelForm, counted: Collection[int] | None) -> Iterator[Card]:
    yield Card(_("The facts"), facts=facts_of(session))
    off = Mark(_("Does not count that day"), "warn")
    staff = [
        Line(str(user), marks=[off] if counted is not None and user.pk not in counted else [])
        for user in session.staff.all()
    ]
    yield Card(_("Staff on the spot"), lines=staff or [Line(_("Nobody yet"))])
    if rights.change:
        about = {"session": session, "form": form}
        yield Card(_("Cancel the session"), template="activities/desk/session_cancel.html", context=about)


def _moments(session: Session) -> list[Moment]:
    """What the audit log has of it, without who only looked."""
    told = [action for action in SessionAction if not action.is_reading]
    rows = AuditEvent.objects.filter(
        target_id=str(session.uuid), target_type=session._meta.label_lower, action__in=[str(action) for action in told]
    )
    latest = rows.select_related("actor").order_by("-sequence")[:SHOWN_AT_MOST]
    return [Moment(row.at, SessionAction(row.action).label, "", row.actor or "") for row in reversed(list(latest))]
