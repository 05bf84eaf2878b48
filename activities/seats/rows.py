"""Those who take part in a session: as the rows of a list, and on the sheets of the roster."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from portal.components.rows import Column, Listing, Mark, Row

from ..enums import Outcome
from ..models import Duty, Enrolment


def duties_listed(duties: Iterable[Duty]) -> Listing:
    """The volunteers of a session that took place, and who was there."""
    columns = (Column(_("Volunteer")), Column(_("Attendance"), "end"))

    def row(duty: Duty) -> Row:
        kind = "warn" if duty.outcome == Outcome.UNKNOWN else ""
        return Row(duty.helper, (Mark(duty.get_outcome_display(), kind),), number=duty.volunteer.number)

    return Listing(columns, [row(duty) for duty in duties])


def sheets(enrolments: Iterable[Enrolment], duties: Iterable[Duty]) -> dict[str, Any]:
    """What the roster shows, as `{% sheet %}` takes it: called names, case numbers, room to write beside them."""
    return {
        "heads": [_("Called"), _("Case number"), _("Collected by"), _("Came"), _("Left")],
        "children": [
            (one.child.called_name or "—", one.child.case_number, one.collected_by, "", "") for one in enrolments
        ],
        "volunteers": [(one.helper, one.volunteer.number) for one in duties],
    }
