"""What is asked before a masked value is shown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.input.cleaning import LineField

from .reveal import MIN_REASON


class RevealForm(forms.Form):
    """Why a masked value must be seen."""

    reason = LineField(
        label=_("Why do you need to see it?"),
        help_text=_("Kept in the audit log with your name. Do not write the name of the child or volunteer."),
        min_length=MIN_REASON,
        max_length=200,
    )
