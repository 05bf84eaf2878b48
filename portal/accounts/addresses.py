"""E-mail addresses that look like one another or reach one mailbox: in one form, and what is odd about one."""

from __future__ import annotations

import functools
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _

# What a reader takes for another letter in small print (Unicode TS 39 folds the same pairs).
_ALIKE = (("0", "o"), ("1", "l"), ("rn", "m"), ("vv", "w"))
_MARKS = {"Mn", "Cf", "Cc"}


class Oddity(models.TextChoices):
    """What is odd about an address."""

    LETTERS = "letters", _("It has letters that look like Latin ones and are others, as ı for i or a Cyrillic о for o.")
    QUOTES = "quotes", _("It has quotation marks: they are not part of an ordinary address.")
    PLUS = "plus", _("It has a plus: what stands behind it goes to the mailbox before it, which may have an account.")


def fold_address(address: str) -> str:
    """The one form of all addresses that reach the same mailbox or cannot be told apart by eye.

    For comparing only, never for sending: no quotes, dots, or anything after a plus before the @, no accents,
    every letter as the Latin one it looks like, punycode as it is shown.
    """
    local, _at, domain = _plain(address).rpartition("@")
    local = local.replace('"', "").replace("\\", "").replace(".", "").partition("+")[0] or local
    return f"{_alike(local)}@{_alike(_shown(domain))}"


def is_odd(address: str) -> bool:
    """Whether the address hides something from a quick eye."""
    return bool(oddities(address))


def oddities(address: str) -> list[Oddity]:
    """What about this address may deceive whoever reads it."""
    local, _at, domain = address.rpartition("@")
    shown = _shown(domain.casefold())
    found = {
        Oddity.LETTERS: not (local + shown).isascii(),
        Oddity.QUOTES: '"' in local or "\\" in local,
        Oddity.PLUS: "+" in local,
    }
    return [oddity for oddity, there in found.items() if there]


def _plain(text: str) -> str:
    """NFKC, without white space, accents and invisible characters, in small letters."""
    small = unicodedata.normalize("NFKC", text).casefold()
    letters = unicodedata.normalize("NFKD", small)
    return "".join(mark for mark in letters if not mark.isspace() and unicodedata.category(mark) not in _MARKS)


def _shown(domain: str) -> str:
    """`xn--…` as browsers and mail programs show it."""
    return ".".join(_label(part) for part in domain.split("."))


def _label(part: str) -> str:
    if not part.startswith("xn--"):
        return part
    try:
        return _plain(part.removeprefix("xn--").encode("ascii").decode("punycode"))
    except UnicodeError:
        return part


def _alike(text: str) -> str:
    latin = text if text.isascii() else "".join(_latin(sign) for sign in text)
    for looks, taken_for in _ALIKE:
        latin = latin.replace(looks, taken_for)
    return latin


@functools.lru_cache(maxsize=2048)
def _latin(sign: str) -> str:
    """The ASCII letters this character looks like; itself when it looks like none."""
    if sign.isascii():
        return sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    # Late: its table is a megabyte, and hardly any address needs it.
    from confusable_homoglyphs.confusables import confusables_data

    glyphs = (found["c"] for found in confusables_data.get(sign, []))
    return next((glyph.lower() for glyph in glyphs if glyph.isascii()), sign)
