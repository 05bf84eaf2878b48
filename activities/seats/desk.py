"""Where taking part meets others: volunteers who may not serve any more, their own page, a child's page."""

from __future__ import annotations


def register() -> None:
    """Called once from ActivitiesConfig.ready()."""
    from children.ledger.sections import SECTIONS
    from volunteers.application.cards import CARDS
    from volunteers.application.domain.lifecycle import DEPENDENTS, Dependent  # models are loaded after apps

    from .cards import next_sessions
    from .domain.standing import give_up_duties, hold_sessions
    from .views.parts import took_part

    DEPENDENTS.add(Dependent(give_up_duties, hold_sessions))
    CARDS.add(next_sessions)
    SECTIONS.add(took_part)
