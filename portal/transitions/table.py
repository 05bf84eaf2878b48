"""The states of a record and the transitions between them, as one table that is read from top to bottom.

A subject writes its table in `transitions.py`, beside its states. Rules ask it (`TRIAGE.sources`), `advance` makes
what stands in it and nothing else, the screens offer it, and a test compares it with what people agreed on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Transition:
    """One way from a state to another: `name` in addresses, `action` in the audit log, `capability` of who makes it.

    Open to records in one of `sources`; without a `target` the record stays where it is. Without a capability it is
    made by the person the record is about. `undo` names the act that takes it back within ten minutes, if there is one.
    """

    name: str
    sources: Collection[str]
    target: str | None
    action: str
    capability: str | None = None
    undo: str = ""

    def is_open_to(self, record: Any) -> bool:
        """Whether the record stands where this begins; who asks and what else is needed are the rule's business."""
        return record.state in self.sources

    @property
    def edges(self) -> set[tuple[str, str]]:
        """From where to where; a state that is kept is no edge."""
        return {(str(source), str(self.target)) for source in self.sources if self.target not in (None, source)}


@dataclass(frozen=True)
class StateMachine:
    """All states of a record, in which of them it begins, and every transition."""

    states: type[models.TextChoices]
    starts: Collection[str]
    transitions: tuple[Transition, ...]

    @property
    def edges(self) -> set[tuple[str, str]]:
        """Every way from one state to another."""
        return {edge for transition in self.transitions for edge in transition.edges}

    @property
    def ends(self) -> set[str]:
        """The states that nothing leaves."""
        return set(self.states.values) - {source for source, _target in self.edges}

    def reached(self) -> set[str]:
        """The states that a record can come to."""
        found = {str(state) for state in self.starts}
        while more := {target for source, target in self.edges if source in found} - found:
            found |= more
        return found

    def states_from(self, state: str) -> set[str]:
        """Where a record in this state can go next."""
        return {target for source, target in self.edges if source == state}
