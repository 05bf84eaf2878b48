"""Codes given to people: random, so that nobody can count volunteers by them."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from ..models import Volunteer

UNMISTAKABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # read over the telephone: no 0/O, 1/I/L, U/V
RECEIPT_LENGTH = 8
NUMBER_DIGITS = 5


def new_receipt_code() -> str:
    """Eight characters; guessing one of a thousand open applications takes some 650 million tries."""
    return _unused("receipt_code", lambda: "".join(secrets.choice(UNMISTAKABLE) for _ in range(RECEIPT_LENGTH)))


def new_number() -> str:
    """Five random digits, the first not zero."""
    low = 10 ** (NUMBER_DIGITS - 1)
    return _unused("number", lambda: str(low + secrets.randbelow(9 * low)))


def _unused(field: str, make: Callable[[], str]) -> str:
    # The unique constraint decides; looking first makes a clash a matter of two people at the same moment.
    rows = Volunteer.objects.unscoped("is this code taken?")
    while True:
        code = make()
        if not rows.filter(**{field: code}).exists():
            return code
