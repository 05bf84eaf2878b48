"""Where the check meets others: its rules are among those in force."""

from __future__ import annotations

from portal.eligibility.in_force import RULES


def register() -> None:
    """Called once from HomeConfig.ready()."""
    from .domain.loading import own_rules_on

    RULES.add(own_rules_on, name="check", order=20)
