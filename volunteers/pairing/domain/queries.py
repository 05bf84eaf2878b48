"""Reading pairings: what a paired volunteer may see, and the lists of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from children.ledger.domain.ages import is_active
from children.ledger.models import Child
from portal.accounts.domain.identities import own_accounts
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.areas.ordered import OneOf
from portal.areas.scoping import ScopedQuerySet

from ...application.domain.standing import in_standing, serve_denied_reason
from ...application.enums import VolunteerState
from ...application.models import Volunteer
from ..enums import LIVE, RUNNING, PairingState
from ..models import Pairing
from .needs import ANSWERS, with_needs
from .staff import contacts_of


@dataclass(frozen=True)
class PairedChild:
    """All that a vetted and paired volunteer may see of a child; nothing else leaves this module."""

    pairing: UUID
    case_number: str
    called_name: str
    age_band: str
    needs: tuple[str, ...]
    services: tuple[str, ...]
    is_primary: bool
    since: datetime | None
    supervisor: str
    office: str


def active_pairings_of(volunteer: Volunteer) -> list[Pairing]:
    """The pairings that open a child's page to this volunteer today; none without standing (art. 62)."""
    if serve_denied_reason(volunteer, on=timezone.localdate()):
        return []
    mine = Pairing.objects.unscoped("a volunteer's own pairings").filter(
        is_active(timezone.localdate()), volunteer=volunteer, state=PairingState.ACTIVE
    )
    return list(mine.select_related("child").prefetch_related("child__needs").order_by("started_at"))


def sees_children(user: User) -> bool:
    """Whether this is the account of a volunteer whose pairing runs, paused or not: a password is not enough for it."""
    mine = Pairing.objects.unscoped("whether a volunteer has a child at all")
    return mine.filter(volunteer__user=user, state__in=RUNNING).exists()


def children_of(volunteer: Volunteer) -> list[PairedChild]:
    """The children of the active pairings, as far as a volunteer may see them. A constant number of queries."""
    return as_seen_by_volunteer(active_pairings_of(volunteer))


def as_seen_by_volunteer(pairings: Iterable[Pairing]) -> list[PairedChild]:
    """Called name, age band, needs, case number, services, and whom to call. Never the full name."""
    rows = list(pairings)
    contacts, nobody = contacts_of(rows), (_("the county office"), "")
    return [
        PairedChild(
            pairing=pairing.uuid,
            case_number=pairing.child.case_number,
            called_name=pairing.child.called_name,
            age_band=pairing.child.age_band,
            needs=tuple(str(need) for need in pairing.child.needs.all()),
            services=tuple(pairing.service_labels),
            is_primary=pairing.is_primary,
            since=pairing.started_at,
            supervisor=contacts.get(pairing.pk, nobody)[0],
            office=contacts.get(pairing.pk, nobody)[1],
        )
        for pairing in rows
    ]


def live_pairings_of(child: Child) -> list[Pairing]:
    """The pairings of a child that are not over. The caller has found the child in its own scope."""
    return [pairing for pairing in spells_of(child) if pairing.state in LIVE]


def spells_of(child: Child) -> list[Pairing]:
    """Every pairing of a child, the latest first. The caller has found the child in its own scope."""
    rows = Pairing.objects.unscoped("of a child the caller may see").filter(child=child)
    return list(rows.select_related("volunteer__area", "supervisor"))


def pairings_for(user: User) -> ScopedQuerySet:
    """The pairings this person may see, with what a list shows, in a constant number of queries; never their own."""
    return _of_others(Pairing.objects.visible_to(user), user)


def pairings_listed(user: User) -> ScopedQuerySet:
    """The same for a long list, of which a page is taken in its order."""
    return _of_others(Pairing.objects.listed_for(user), user)


def _of_others(rows: ScopedQuerySet, user: User) -> ScopedQuerySet:
    """What is written about a volunteer who is staff as well is for their colleagues: the child's words, a worry."""
    related = ("child__area__parent", "volunteer__area", "supervisor", "proposed_by")
    return rows.exclude(volunteer__user__in=own_accounts(user)).select_related(*related)


def not_over(rows: ScopedQuerySet) -> ScopedQuerySet:
    """Those of a list that run or are under way."""
    return rows.filter(OneOf("state", LIVE))


def lapsed(rows: ScopedQuerySet, on: date) -> ScopedQuerySet:
    """`without_standing` for a long list: by the end of the check beside each pairing, and who is paused."""
    active = rows.filter(OneOf("state", [PairingState.ACTIVE]))
    paused = Volunteer.objects.unscoped("whoever is paused").filter(state=VolunteerState.SUSPENDED).values("pk")
    found: ScopedQuerySet = active.in_parts(Q(cleared_until__lt=on), Q(cleared_until__gte=on, volunteer__in=paused))
    return found


def without_standing(pairings: ScopedQuerySet, on: date) -> ScopedQuerySet:
    """Active pairings whose volunteer may not serve today: they give no access, and someone should pause them."""
    fit = in_standing(on).values("pk")
    return pairings.filter(state=PairingState.ACTIVE).exclude(volunteer__in=fit)


def waiting_children(user: User, *, listed: bool = False) -> ScopedQuerySet:
    """Active children with a need that a volunteer can meet and no live pairing, whom this person may pair."""
    paired = Pairing.objects.unscoped("which of them have a pairing").filter(child=OuterRef("pk"), state__in=LIVE)
    asked = Child.objects.listed_for if listed else Child.objects.where_can
    rows = asked(user, Capability.PROPOSE_PAIRING).filter(is_active(timezone.localdate(), prefix=""))
    return rows.filter(with_needs(ANSWERS), ~Exists(paired))
