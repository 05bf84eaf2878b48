"""The rules about families that are in force on a day, whoever keeps them.

Apps above keep the rows and say so: the ledger its definition of left-behind, the public site the rules of its check.
Ledger and check ask here, so that both say the same of one family.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from portal.registry import Registry

from .engine import Conclusion, conclude
from .family import Family
from .rules import Rule

RulesOn = Callable[[date], list[Rule]]
RULES: Registry[RulesOn] = Registry()


def rules_on(day: date) -> list[Rule]:
    """The version of each rule that is in force on `day`, from all who keep some."""
    return [rule for rules_of in RULES for rule in rules_of(day)]


def conclude_on(day: date, family: Family) -> Conclusion:
    """What the rules in force on `day` say of a family on that day; there is always a conclusion."""
    return conclude(rules_on(day), family, on=day)
