"""The two questions beside the list of benefits: where, and on which day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.areas.models import Area


class BenefitChoice(forms.Form):
    """Sent with GET: the choice stands in the address."""

    area = forms.ChoiceField(label=_("Where"), required=False)
    on = forms.DateField(
        label=_("On which day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a day. Write it like 2026-11-22. Today's amounts are shown.")},
    )

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All places")), *((area.code, area.name) for area in areas)]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["area"].error_messages["invalid_choice"] = str(_("No amounts are recorded for this place."))
