"""Input as people type it, made ordinary before it is checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from portal.input.letters import narrow


def normalised(data: QueryDict | None) -> QueryDict | None:
    """What was typed, with full-width digits and letters made ordinary."""
    if data is None:
        return None
    clean = data.copy()
    for key, values in data.lists():
        clean.setlist(key, [narrow(str(value)) for value in values])
    return clean


class NormalisedForm(forms.Form):
    """A small form whose input is made ordinary first."""

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(normalised(data), **kwargs)
