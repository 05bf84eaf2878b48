"""What the apps above the ledger show on a child's page: they register here, the ledger knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.accounts.requests import SignedInRequest
from portal.components.record import Act, Awaited, Card, Moment
from portal.registry import Registry

from .models import Child


@dataclass(frozen=True)
class Section:
    """What one subject adds to the page: what is due, what can be done, cards of facts, and what has happened."""

    due: Sequence[Awaited] = ()
    acts: Sequence[Act] = ()
    cards: Sequence[Card] = ()
    moments: Sequence[Moment] = ()


SectionProvider = Callable[[SignedInRequest, Child], Section | None]
# Each makes a constant number of queries, shows what this very person may see, and nothing of reports of concern.
SECTIONS: Registry[SectionProvider] = Registry()


def sections_for(request: SignedInRequest, child: Child) -> list[Section]:
    """What each subject adds to this child's page, in the order they were registered."""
    return [section for provider in SECTIONS if (section := provider(request, child))]
