"""The answers on their way from page to page: sealed into the address, readable for an hour, stored nowhere.

See record 0008: the eligibility check keeps nothing.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any

from portal.privacy import crypto, in_address

MINUTES = 60
# Every seal is a multiple of this long: its length says nothing about the answers.
BLOCK = 192
MOST_CHARACTERS = 4000
_CONTEXT = b"home.eligibility"


class Broken(ValueError):
    """Not one of our seals, or damaged on the way."""


class TooOld(ValueError):
    """Nobody has answered anything for an hour."""


@dataclass(frozen=True)
class State:
    """What is known so far, the question that is being changed, and what was typed wrong."""

    answers: dict[str, Any] = field(default_factory=dict)
    asking: str = ""
    typed: dict[str, list[str]] = field(default_factory=dict)


def seal(state: State) -> str:
    """For an address: letters, digits, `-`, `_` and one `.`; never twice the same."""
    text = json.dumps([_minute(), state.answers, state.asking, state.typed], separators=(",", ":"))
    text += " " * (-len(text) % BLOCK)
    return in_address.seal(text, _CONTEXT)


def open_seal(sealed: str) -> State:
    """What was sealed. Raises Broken or TooOld."""
    if len(sealed) > MOST_CHARACTERS:
        raise Broken
    try:
        text = in_address.unseal(sealed, _CONTEXT)
    except crypto.Unreadable as error:
        raise Broken from error
    minute, answers, asking, typed = json.loads(text)
    if _minute() - minute >= MINUTES:
        raise TooOld
    return State(answers, asking, typed)


def _minute() -> int:
    return int(time.time() // 60)
