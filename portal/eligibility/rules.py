"""What a rule is to the engine: conditions over facts, each with the words that explain it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from portal.eligibility.enums import ConditionKind


@dataclass(frozen=True)
class Words:
    """A sentence in both languages."""

    chinese: str
    english: str

    def __str__(self) -> str:
        return self.in_language(get_language() or "")

    def in_language(self, code: str) -> str:
        """English for readers of English, else Chinese."""
        return self.english if code.startswith("en") else self.chinese


@dataclass(frozen=True)
class Condition:
    """One condition; `number` in years or months, `values` the codes that count."""

    kind: ConditionKind
    because: Words
    not_because: Words
    number: int = 0
    values: frozenset[str] = frozenset()
    worth_telling: bool = True
    outside_county: bool = True


@dataclass(frozen=True)
class Rule:
    """Whoever meets all conditions may belong to the category."""

    subject: str
    version: str
    name: Words
    audience: str
    source: str
    conditions: tuple[Condition, ...]
