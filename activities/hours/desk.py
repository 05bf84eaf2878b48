"""Where hours meet others: a card on a volunteer's own page."""

from __future__ import annotations


def register() -> None:
    """Called once from ActivitiesConfig.ready()."""
    from volunteers.application.cards import CARDS  # models are loaded after apps

    from .cards import hours

    CARDS.add(hours)
