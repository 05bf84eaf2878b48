"""Children who wait for a pairing as the rows of a list: how long, who fits best and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from children.ledger.enums import NeedDomain, Risk
from children.ledger.models import Child
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.components.rows import Act, Column, Listing, Mark, Note, Row

from ..domain.candidates import Candidate
from ..rows import named


@dataclass(frozen=True)
class Waiting:
    """A child who waits, for how long, the volunteer who is suggested, and what no volunteer can do.

    `looked` is false below the part of the list for which somebody is suggested.
    """

    child: Child
    days: int
    best: Candidate | None
    looked: bool
    unmet: list[str]
    responsible: str


def listing_of(rows: Iterable[Waiting], user: User, *, unmet_only: bool = False) -> Listing:
    """Names for those who may open the child's record. With `unmet_only` nobody is suggested."""
    columns = (
        Column(_("Child")),
        Column(_("Age")),
        Column(_("Needs"), "rest"),
        Column(_("Who fits best"), "wide"),
        Column(_("Why"), "wide"),
        Column(pgettext("how long", "Waiting"), "end"),
    )
    words = _Words(user, unmet_only=unmet_only)
    return Listing(columns, [words.row(one) for one in rows])


class _Words:
    """The words of the rows, each translated once for all of them."""

    def __init__(self, user: User, *, unmet_only: bool) -> None:
        self.user, self.unmet_only = user, unmet_only
        self.comma = pgettext("list", ", ")
        self.years, self.volunteer = _("%(band)s years"), _("Volunteer %(number)s")
        self.high = (Mark(_("High risk"), "danger"),)
        self.needs = {str(value): str(label) for value, label in NeedDomain.choices}
        self.propose = _("Propose a pairing")
        self.nobody = {
            "unmet": (pgettext("pairing", "No volunteer"), ""),
            "far": (pgettext("pairing", "Look who fits"), _("Nobody is suggested this far down the list.")),
            "none": (
                pgettext("pairing", "Nobody yet"),
                _("No volunteer of the county with a valid check can do what this child needs and has a place left."),
            ),
        }

    def row(self, one: Waiting) -> Row:
        """One child."""
        child = one.child
        title, number = named(child, self.user)
        who, why, acts = self._suggested(one, title)
        waits = npgettext("how long", "%(days)s day", "%(days)s days", one.days) % {"days": one.days}
        needs = self.comma.join(self.needs[need.domain] for need in child.needs.all())
        opens = child.get_absolute_url() if self.user.can(Capability.SEE_CHILD, child.area_path) else ""
        marks = self.high if child.risk == Risk.HIGH else ()
        cells = (self.years % {"band": child.age_band}, needs, who, why, waits)
        return Row(title, cells, opens, number, marks, self._notes(one), acts)

    def _suggested(self, one: Waiting, title: str) -> tuple[str, str, tuple[Act, ...]]:
        """Who fits best, why, and the way to propose somebody."""
        address = reverse("volunteers:pairing_propose", args=[one.child.uuid])
        if self.unmet_only:
            return *self.nobody["unmet"], ()
        if one.best:
            who = self.volunteer % {"number": one.best.helper.number}
            act = Act(self.propose, f"{address}?volunteer={one.best.helper.key}", title)
            return who, " · ".join(one.best.reasons), (act,)
        if not one.looked:
            return *self.nobody["far"], (Act(self.propose, address, title),)
        return *self.nobody["none"], ()

    def _notes(self, one: Waiting) -> tuple[Note, ...]:
        if not one.unmet:
            return ()
        said = _("%(needs)s: not met by a pairing. Responsible: %(who)s.")
        return (Note(said % {"needs": self.comma.join(one.unmet), "who": one.responsible}),)
