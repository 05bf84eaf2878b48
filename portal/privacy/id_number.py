"""The resident ID number: what it says, and which part of it is wrong (GB 11643-1999)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
_INVISIBLE = re.compile(r"[\s\u200B-\u200F\uFEFF'’‘`-]+")


class IdNumberProblem(models.TextChoices):
    """Which part of an ID number is wrong."""

    FORM = "form", _("An ID number has 18 characters: 17 digits, then a digit or X.")
    CHECK_DIGIT = "check_digit", _("The last character does not fit the others: one of them was mistyped.")
    DATE = "date", _("The date of birth in this ID number does not exist or lies in the future.")


class InvalidIdNumber(ValueError):
    """Carries the problem, never the number."""

    def __init__(self, problem: IdNumberProblem) -> None:
        self.problem = problem
        super().__init__(problem.value)


@dataclass(frozen=True)
class IdNumber:
    """A number in its one form, and what it says."""

    number: str
    birth_date: date
    sex: str  # "m" or "f"


def clean(text: str) -> str:
    """Full-width to half-width, white space, invisible characters and apostrophes removed, upper case."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).upper()


def parse(text: str) -> IdNumber:
    """Read an ID number as people type it. Raises InvalidIdNumber."""
    number = clean(text)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise InvalidIdNumber(IdNumberProblem.FORM)
    if check_digit(number) != number[17]:
        raise InvalidIdNumber(IdNumberProblem.CHECK_DIGIT)
    return IdNumber(number, _birth_date(number), "m" if int(number[16]) % 2 else "f")


def check_digit(number: str) -> str:
    """The eighteenth character that belongs to the first seventeen (ISO 7064, MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number[:17], strict=True))
    return CHECK_DIGITS[total % 11]


def _birth_date(number: str) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise InvalidIdNumber(IdNumberProblem.DATE) from error
    if not date(1900, 1, 1) <= born <= date.today():  # noqa: DTZ011  a day, not a moment
        raise InvalidIdNumber(IdNumberProblem.DATE)
    return born
