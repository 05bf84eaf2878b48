"""Pairing on the pages of others: a section of a child's record, a card on a volunteer's own page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from children.ledger.enums import ChildState
from children.ledger.models import Child
from children.ledger.sections import Section
from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest

from ...application.cards import Card
from ...application.models import Volunteer
from ..domain.queries import active_pairings_of, spells_of
from ..enums import LIVE


def child_section(request: SignedInRequest, child: Child) -> Section | None:
    """The child's pairings, now and before."""
    if not request.user.can(Capability.PROPOSE_PAIRING, child.area_path):
        return None
    rows = spells_of(child)
    context = {
        "live": [pairing for pairing in rows if pairing.state in LIVE],
        "over": [pairing for pairing in rows if pairing.state not in LIVE],
        "child": child,
        "may_propose": child.state_today == ChildState.ACTIVE,
    }
    return Section("volunteers/pairing_panel.html", context)


def children_card(_request: HttpRequest, volunteer: Volunteer) -> Card | None:
    """How many children; who they are stands on a page whose reading is logged."""
    count = len(active_pairings_of(volunteer))
    return Card(_("My children"), "volunteers/pairing_card.html", {"count": count}, order=20) if count else None
