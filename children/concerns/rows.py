"""Reports of concern as the rows of a list: when and where, never what."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.areas.models import AreaLevel
from portal.components.rows import Column, Listing, Mark, Row, opening
from portal.components.times import briefly

from .enums import ConcernState, Urgency
from .models import Concern

KINDS = {ConcernState.RECEIVED: "danger", ConcernState.TRIAGED: "warn"}


def rows_of(concerns: Iterable[Concern]) -> Listing:
    """Numbers only: what a report says is on its own page. Takes reports with their areas at hand."""
    columns = (
        Column(pgettext("concern", "Report")),
        Column(pgettext("concern", "Received on")),
        Column(pgettext("concern", "Where")),
        Column(_("State"), "end"),
    )
    return Listing(columns, [*map(_Words().row, concerns)])


class _Words:
    """The words of the rows, each translated once for all of them."""

    def __init__(self) -> None:
        self.address = opening("children:concern")
        self.title = _("Report %(number)s")
        self.now = Mark(str(Urgency.NOW.label), "danger")
        self.new, self.flood = Mark(_("Something new"), "warn"), Mark(_("One of many at once"), "plain")
        self.second = Mark(_("Second signature"), "warn")
        labels = {str(value): str(label) for value, label in ConcernState.choices}
        self.states = {value: Mark(label, KINDS.get(ConcernState(value), "plain")) for value, label in labels.items()}
        self.nowhere = pgettext("concern", "Not given")

    def row(self, concern: Concern) -> Row:
        """One report."""
        triaged = concern.state == ConcernState.TRIAGED
        marks = (
            (self.now, concern.urgency == Urgency.NOW and triaged),
            (self.new, bool(concern.added_at)),
            (self.flood, concern.in_flood),
        )
        signing = triaged and concern.first_signatory_id
        state = self.second if signing else self.states[concern.state]
        return Row(
            self.title % {"number": concern.number},
            (briefly(concern.received_at), self._where(concern), state),
            self.address(concern.uuid),
            marks=tuple(mark for mark, shown in marks if shown),
        )

    def _where(self, concern: Concern) -> str:
        if not concern.area_known:
            return self.nowhere
        village = concern.area.level == AreaLevel.VILLAGE
        return f"{concern.area.parent} {concern.area}" if village else str(concern.area)
