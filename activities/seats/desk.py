"""Where taking part meets others: volunteers who may not serve any more, and their own page."""

from __future__ import annotations


def register() -> None:
    """Called once from ActivitiesConfig.ready()."""
    from volunteers.application.cards import add_card
    from volunteers.application.domain.lifecycle import on_standing_lost  # models are loaded after apps

    from .cards import next_sessions
    from .domain.standing import give_up_duties, hold_sessions

    on_standing_lost(give_up_duties, holds=hold_sessions)
    add_card(next_sessions)
