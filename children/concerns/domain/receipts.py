"""The receipt code of a report: twenty digits that only the reporter has; the database keeps a keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

from django.conf import settings

from portal.privacy.crypto import blind_index

# Digits are known to everybody and can be told over any telephone. Nineteen carry 63 bits, the last one checks.
DIGITS, GROUP = 20, 4
LABEL = "children.concern.receipt"


def code_for(sending: str) -> str:
    """The code of the report sent with this one-time key of a form: the same sending has the same code.

    So a double click, or a browser that sends again, is answered alike, and no code is kept anywhere.
    """
    key = bytes.fromhex(settings.BLIND_INDEX_KEY)
    digest = hmac.new(key, f"{LABEL}\0{sending}".encode(), hashlib.sha256).digest()
    first = f"{int.from_bytes(digest) % 10 ** (DIGITS - 1):019d}"
    return first + check_digit(first)


def check_digit(digits: str) -> str:
    """ISO/IEC 7064, MOD 11,10: finds each single wrong digit and nearly all neighbours that changed places."""
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def grouped(code: str) -> str:
    """As it is read aloud: five groups of four."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """The digits somebody typed, however spaced or wide; empty when it cannot be a code."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", text[:200]) if sign.isdigit() and sign.isascii())
    good = len(digits) == DIGITS and hmac.compare_digest(check_digit(digits[:-1]), digits[-1])
    return digits if good else ""


def index_of(code: str) -> str:
    """What the database keeps of a code; also computed for a code that cannot be one, so that both take as long."""
    return blind_index(code or "none", LABEL)
