"""Cards on a volunteer's own page: other apps supply theirs through this registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from portal.registry import Registry

from .models import Volunteer


@dataclass(frozen=True)
class Card:
    """A titled part of the page, drawn by `template` with `context` (and `volunteer`); lower `order` comes first."""

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 100


CardProvider = Callable[[HttpRequest, Volunteer], Card | None]
# Each returns None when it has nothing for this volunteer, and is asked for active volunteers only: someone who has not
# been vetted sees nothing of children.
CARDS: Registry[CardProvider] = Registry()


def cards_for(request: HttpRequest, volunteer: Volunteer) -> list[Card]:
    """The cards for this volunteer, in order."""
    cards = [provider(request, volunteer) for provider in CARDS]
    return sorted((card for card in cards if card is not None), key=lambda card: card.order)
