"""Codes given to people: random, so that nobody can count volunteers by them."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models

from portal.changes.drawing import unused

from ..models import Volunteer

UNMISTAKABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # read over the telephone: no 0/O, 1/I/L, U/V
RECEIPT_LENGTH = 8
# Nine million: none is likely to be another one's with a digit wrong, and the length never says how many were given
# out. Not eight, which is a child's. Those given out before had five.
NUMBER_DIGITS = 7


def new_receipt_code() -> str:
    """Eight characters; guessing one of a thousand open applications takes some 650 million tries."""
    return unused(
        _rows(), "receipt_code", lambda _more: "".join(secrets.choice(UNMISTAKABLE) for _ in range(RECEIPT_LENGTH))
    )


def new_number() -> str:
    """Seven random digits, the first not zero; eight where most of them are given out. Those given before stay."""
    return unused(_rows(), "number", lambda more: _number(NUMBER_DIGITS + more))


def _number(length: int) -> str:
    low = 10 ** (length - 1)
    return str(low + secrets.randbelow(9 * low))


def _rows() -> models.QuerySet[Any]:
    return Volunteer.objects.unscoped("is this code taken?")
