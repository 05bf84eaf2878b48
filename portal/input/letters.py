"""What people type on a Chinese keyboard: full-width letters and digits made ordinary, punctuation left alone."""

import re

_WIDE = {wide: wide - 0xFEE0 for first, last in ("０９", "Ａｚ") for wide in range(ord(first), ord(last) + 1)}
_WIDE = {wide: plain for wide, plain in _WIDE.items() if chr(plain).isalnum()}
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[：／－．，](?=\d)")


def narrow(text: str) -> str:
    """Full-width letters and digits as ordinary ones, and the marks between two digits: １４：３０ → 14:30.

    NFKC would also turn the ： and ， of a Chinese sentence into a colon and a comma.
    """
    plain = text.translate(_WIDE)
    return _BETWEEN_DIGITS.sub(lambda mark: chr(ord(mark[0]) - 0xFEE0), plain)
