"""Volunteers as the rows of a list."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.components.rows import Column, Listing, Mark, Row, opening
from portal.components.times import brief_day

from .enums import STATE_TAGS, ServiceType, VolunteerState
from .models import Volunteer


def rows_of(volunteers: Iterable[Volunteer], *, vets: bool) -> Listing:
    """Names first; to vetting officers also until when the record check is valid.

    Takes volunteers with their area at hand and `check_until` (see `volunteers_for`).
    """
    checks = [Column(_("Record check until"), "number")] if vets else []
    columns = (
        Column(pgettext("person", "Volunteer")),
        Column(_("Township")),
        *checks,
        Column(_("Would like to"), "wide"),
        Column(pgettext("state", "Since")),
        Column(_("State"), "end"),
    )
    words = _Words(vets=vets)
    return Listing(columns, [words.row(one) for one in volunteers])


class _Words:
    """The words of the rows, each translated once for all of them."""

    def __init__(self, *, vets: bool) -> None:
        self.vets, self.address = vets, opening("volunteers:desk_review")
        self.comma = pgettext("list", ", ")
        self.services = {str(value): str(label) for value, label in ServiceType.choices}
        states = {str(value): str(label) for value, label in VolunteerState.choices}
        self.states = {value: Mark(label, STATE_TAGS.get(value, "")) for value, label in states.items()}

    def row(self, one: Volunteer) -> Row:
        """One volunteer, by the number or, before there is one, by the receipt code."""
        until = getattr(one, "check_until", None)
        checks = (formats.date_format(until) if until else "",) if self.vets else ()
        wishes = self.comma.join(self.services.get(name, name) for name in one.services)
        cells = (str(one.area), *checks, wishes, brief_day(one.state_changed_at), self.states[one.state])
        return Row(one.real_name, cells, self.address(one.uuid), one.number or one.receipt_code)
