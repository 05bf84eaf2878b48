"""Sessions as the rows of a list."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.components.rows import Column, Listing, Mark, Row, opening
from portal.components.times import briefly

from ..enums import SessionState
from ..models import Session

KINDS = {
    SessionState.DRAFT: "warn",
    SessionState.PUBLISHED: "",
    SessionState.CLOSED: "plain",
    SessionState.VERIFIED: "plain",
    SessionState.CANCELLED: "danger",
}


def rows_of(sessions: Iterable[Session]) -> Listing:
    """What, when and where, how many take part, and the state; marked where an adult is missing.

    Takes sessions with their place at hand.
    """
    columns = (
        Column(_("Session")),
        Column(_("When")),
        Column(_("Place"), "rest"),
        Column(_("Children"), "wide"),
        Column(_("Volunteers"), "wide"),
        Column(_("State"), "end"),
    )
    return Listing(columns, [*map(_Words().row, sessions)])


class _Words:
    """The words of the rows, each translated once for all of them."""

    def __init__(self) -> None:
        self.address = opening("activities:desk_session")
        self.missing = (Mark(_("Too few adults"), "danger"),)
        labels = {SessionState(value): str(label) for value, label in SessionState.choices}
        self.states = {state: Mark(label, KINDS.get(state, "accent")) for state, label in labels.items()}

    def row(self, session: Session) -> Row:
        """One session."""
        state = SessionState(session.state)
        cells = (
            briefly(session.starts, session.ends),
            session.place.local_name,
            f"{session.children_taken}/{session.child_capacity}",
            f"{session.volunteers_taken}/{session.volunteer_capacity}",
            self.states[state],
        )
        missing = session.adults_missing and state != SessionState.CANCELLED
        marks = self.missing if missing else ()
        return Row(session.local_title, cells, self.address(session.uuid), marks=marks)
