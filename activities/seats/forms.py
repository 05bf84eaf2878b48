"""Enrolling children in a session."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.input.normalised import NormalisedForm


class EnrolForm(NormalisedForm):
    """Whether the children chosen on the page stay together, and who collects them."""

    together = forms.BooleanField(
        label=_("They are brothers and sisters and want to be together"),
        help_text=_("Then they all get a place, or all wait until there are enough places for them."),
        required=False,
    )
    collected_by = forms.CharField(
        label=_("who collects them"),
        help_text=_("Needed for children under 8, for example: grandmother."),
        max_length=60,
        required=False,
    )
