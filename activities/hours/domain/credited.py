"""What is credited to a person already: each minute once, over all sessions and all their engagements.

Credited is the net of a duty's entries. Where a correction left less than the session was long, nobody knows which
minutes those were: they count as lying where the two sessions meet, as a record of service must not say too much.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Sum

from portal.accounts.domain.identities import own_accounts
from portal.areas.scoping import ScopedQuerySet

from ...enums import HoursKind
from ...models import Duty, HoursEntry

_REASON = "each minute of a person once: wherever they served"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Spell:
    """A half-open time."""

    starts: datetime
    ends: datetime

    @property
    def minutes(self) -> int:
        """Whole minutes."""
        return max(self.ends - self.starts, timedelta()) // MINUTE

    def meets(self, other: Spell) -> Spell:
        """What both have in common; of no minutes when they do not meet."""
        return Spell(max(self.starts, other.starts), min(self.ends, other.ends))

    def without(self, other: Spell) -> list[Spell]:
        """What is left of it, in order."""
        if not self.meets(other).minutes:
            return [self]
        return [left for left in (Spell(self.starts, other.starts), Spell(other.ends, self.ends)) if left.minutes]


def net_minutes(duty: Duty) -> int:
    """All entries of a duty together."""
    entries = HoursEntry.objects.unscoped(_REASON).filter(duty=duty, verified_by__isnull=False)
    return entries.aggregate(net=Sum("minutes"))["net"] or 0


def still_free(duty: Duty) -> int:
    """How many minutes of the duty's session the person is not credited with for another session."""
    whole = Spell(duty.session.starts, duty.session.ends)
    taken = sum(min(whole.meets(spell).minutes, max(net, 0)) for spell, net in _elsewhere(duty))
    return max(whole.minutes - taken, 0)


def pieces(duty: Duty, minutes: int) -> list[Spell]:
    """Where in the session so many minutes can be credited without meeting another credit, from its beginning on."""
    free = [Spell(duty.session.starts, duty.session.ends)]
    credits_ = _others(duty).filter(kind=HoursKind.CREDIT)
    for credited in [Spell(*row) for row in credits_.values_list("starts", "ends")]:
        free = [left for piece in free for left in piece.without(credited)]
    return list(_up_to(minutes, free))


def _up_to(minutes: int, spells: Iterable[Spell]) -> Iterable[Spell]:
    for spell in spells:
        taken = min(minutes, spell.minutes)
        if taken:
            yield Spell(spell.starts, spell.ends if taken == spell.minutes else spell.starts + taken * MINUTE)
        minutes -= taken


def _elsewhere(duty: Duty) -> list[tuple[Spell, int]]:
    """The person's other duties at that time, with what is credited for each."""
    names = ("duty__session__starts", "duty__session__ends")
    nets = _others(duty).order_by().values_list("duty", *names).annotate(net=Sum("minutes"))
    return [(Spell(starts, ends), net) for _key, starts, ends, net in nets]


def _others(duty: Duty) -> ScopedQuerySet:
    entries = HoursEntry.objects.unscoped(_REASON).filter(verified_by__isnull=False).exclude(duty=duty)
    at_that_time = entries.filter(
        duty__session__starts__lt=duty.session.ends, duty__session__ends__gt=duty.session.starts
    )
    return at_that_time.filter(volunteer_user__in=own_accounts(duty.volunteer.user))
