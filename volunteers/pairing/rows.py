"""Pairings as the rows of a list."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from children.ledger.models import Child
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.components.rows import Column, Listing, Mark, Row, opening

from ..application.enums import ServiceType
from .enums import PairingState
from .models import Pairing

KINDS = {
    PairingState.ACTIVE: "",
    PairingState.PAUSED: "danger",
    PairingState.ENDED: "plain",
    PairingState.DECLINED: "plain",
}


def rows_of(pairings: Iterable[Pairing], user: User) -> Listing:
    """The child, who helps, who is in charge. Names of children for those who may open the child's record.

    Takes pairings with both people and their areas at hand and `in_charge` (see `pairings_for`).
    """
    columns = (
        Column(_("Child")),
        Column(pgettext("pairing", "Volunteer")),
        Column(_("Village"), "rest"),
        Column(_("Services"), "wide"),
        Column(_("Supervisor"), "wide"),
        Column(_("State"), "end"),
    )
    words = _Words()
    return Listing(columns, [words.row(one, user) for one in pairings])


def named(child: Child, user: User) -> tuple[str, str]:
    """What a row calls a child for this person, and the number beside it: the name only where the record opens."""
    if user.can(Capability.SEE_CHILD, child.area_path):
        return child.full_name, child.case_number
    return _("File %(number)s") % {"number": child.case_number}, ""


class _Words:
    """The words of the rows, each translated once for all of them."""

    def __init__(self) -> None:
        self.address = opening("volunteers:pairing")
        self.comma = pgettext("list", ", ")
        self.services = {str(value): str(label) for value, label in ServiceType.choices}
        labels = {PairingState(value): str(label) for value, label in PairingState.choices}
        self.states = {state: Mark(label, KINDS.get(state, "warn")) for state, label in labels.items()}

    def row(self, pairing: Pairing, user: User) -> Row:
        """One pairing."""
        child, volunteer = pairing.child, pairing.volunteer
        title, number = named(child, user)
        cells = (
            f"{volunteer.real_name} {volunteer.number}",
            f"{child.area.parent} {child.area}",
            self.comma.join(self.services.get(name, name) for name in pairing.services),
            getattr(pairing, "in_charge", "") or "—",
            self.states[PairingState(pairing.state)],
        )
        return Row(title, cells, self.address(pairing.uuid), number)
