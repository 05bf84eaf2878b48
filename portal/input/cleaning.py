"""Input as people type it, in one form: full-width digits, spaces, telephone numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
LANDLINE = re.compile(r"(010|02\d|0[3-9]\d{2})(\d{7,8})", re.ASCII)  # area codes of three digits, then of four
PUNCTUATION = re.compile(r"[\s\-–—()]+")
INVISIBLE = {"Cc", "Cf"}


def one_form(text: str) -> str:
    """NFKC, no invisible characters, single spaces. Not for prose: it would turn ， into a comma."""
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(mark for mark in plain if mark.isspace() or unicodedata.category(mark) not in INVISIBLE)
    return " ".join(kept.split())


def clean_phone(text: str) -> str:
    """A mobile number as 11 digits, a landline as area code, hyphen, number. Raises ValidationError."""
    digits = PUNCTUATION.sub("", one_form(text)).removeprefix("+86")
    if MOBILE.fullmatch(digits):
        return digits
    landline = LANDLINE.fullmatch(digits)
    if landline:
        return f"{landline[1]}-{landline[2]}"
    raise ValidationError(_("Please enter a mobile number with 11 digits, or a landline with its area code."))


class LineField(forms.CharField):
    """One line in one form (see one_form)."""

    def to_python(self, value: Any) -> str:
        """See Field.to_python."""
        return one_form(super().to_python(value) or "")


class PhoneField(forms.CharField):
    """A telephone number; the number pad opens on a phone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        widget = forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": kwargs.pop("autocomplete", "off")}
        )
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """See Field.clean."""
        text = super().clean(value)
        return clean_phone(text) if text else ""


class ProseField(forms.CharField):
    """Several lines, kept as written."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 1000)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
