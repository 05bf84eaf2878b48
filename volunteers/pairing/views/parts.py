"""Pairing on the pages of others: its part of a child's record, a card on a volunteer's own page."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from children.ledger.enums import ChildState
from children.ledger.models import Child
from children.ledger.sections import Section
from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.components.record import Act, Awaited, Card, Line, Moment

from ...application.cards import Card as OwnCard
from ...application.models import Volunteer
from ..domain.due import TOO_LONG
from ..domain.queries import active_pairings_of, pairings_for
from ..enums import LIVE, PairingState
from ..models import Pairing
from .presenting import NEXT, moments_of, state_mark
from .transitions import SCREENS

# Who wrote down what happened.
WHO = ("consent_recorded_by", "heard_by", "approved_by")


def child_section(request: SignedInRequest, child: Child) -> Section | None:
    """The child's pairings, now and before, as far as this person may see them; not one with themselves."""
    if not request.user.can(Capability.PROPOSE_PAIRING, child.area_path):
        return None
    rows = list(pairings_for(request.user).filter(child=child).select_related(*WHO))
    live = [pairing for pairing in rows if pairing.state in LIVE]
    propose = Act(_("Propose a pairing"), reverse("volunteers:pairing_propose", args=[child.uuid]), "link-hands")
    offered = [propose] if child.state_today == ChildState.ACTIVE else []
    card = Card(
        _("Pairings"),
        lines=[_line_of(pairing) for pairing in live] or [Line(_("No pairing at present."))],
        earlier=[_line_of(pairing) for pairing in rows if pairing not in live],
        earlier_title=_("Earlier pairings"),
        acts=offered if live else [],
    )
    due = [waits for pairing in live for waits in _waits(pairing)]
    moments = [moment for pairing in rows for moment in _told(pairing)]
    return Section(due=due, acts=[] if live else offered, cards=[card], moments=moments)


def _line_of(pairing: Pairing) -> Line:
    why = pairing.get_ended_reason_display() or pairing.get_declined_reason_display()
    services = pgettext("list", ", ").join(pairing.service_labels)
    return Line(_named(pairing), pairing.get_absolute_url(), why or services, [state_mark(pairing)])


def _named(pairing: Pairing) -> str:
    return _("Volunteer %(number)s") % {"number": pairing.volunteer.number}


def _waits(pairing: Pairing) -> Iterator[Awaited]:
    """What the pairing waits for: the same as on its own page, where it is done."""
    if slug := NEXT.get(PairingState(pairing.state)):
        act = Act(pgettext("pairing", "Open"), pairing.get_absolute_url())
        late = pairing.state_changed_at < timezone.now() - TOO_LONG
        yield Awaited(_named(pairing), SCREENS.named(slug).label, "late" if late else "", pairing.state_changed_at, act)


def _told(pairing: Pairing) -> list[Moment]:
    """On the child's page without the words that were said: those stand on the pairing's own."""
    url, said = (
        pairing.get_absolute_url(),
        _("Pairing with volunteer %(number)s") % {"number": pairing.volunteer.number},
    )
    return [Moment(one.at, one.what, said, one.who, url, one.kind) for one in moments_of(pairing)]


def children_card(_request: HttpRequest, volunteer: Volunteer) -> OwnCard | None:
    """How many children; who they are stands on a page whose reading is logged."""
    count = len(active_pairings_of(volunteer))
    return OwnCard(_("My children"), "volunteers/pairing_card.html", {"count": count}, order=20) if count else None
