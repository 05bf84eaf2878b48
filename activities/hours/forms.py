"""Correcting hours."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.input.normalised import NormalisedForm


class CorrectionForm(NormalisedForm):
    """How long it really was."""

    minutes = forms.IntegerField(label=_("minutes it really was"), min_value=0, max_value=24 * 60)
    reason = forms.CharField(label=_("why"), max_length=200)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
