"""Where the check meets others: its rules are among those in force."""

from __future__ import annotations

from portal.eligibility.in_force import add_rules


def register() -> None:
    """Called once from HomeConfig.ready()."""
    from .domain.loading import own_rules_on

    add_rules("check", own_rules_on, order=20)
