"""The forms around benefits: where and on which day for the public, a new amount for editors."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from home.models import PolicyPage
from portal.areas.models import Area
from portal.components.names import SelectOfNames
from portal.input.cleaning import LineField


class BenefitChoice(forms.Form):
    """Sent with GET: the choice stands in the address."""

    area = forms.ChoiceField(label=_("Where"), required=False, widget=SelectOfNames)
    on = forms.DateField(
        label=_("On which day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a day. Write it like 2026-11-22. Today's amounts are shown.")},
    )

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All places")), *((area.code, area.local_name) for area in areas)]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["area"].error_messages["invalid_choice"] = str(_("No amounts are recorded for this place."))


class NewAmountForm(forms.Form):
    """A new amount of one benefit, from a day on."""

    amount = forms.DecimalField(label=_("amount in yuan"), max_digits=9, decimal_places=2, min_value=Decimal("0.01"))
    begins = forms.DateField(label=_("in force from"), widget=forms.DateInput(attrs={"type": "date"}))
    document = forms.ModelChoiceField(
        PolicyPage.objects.none(), label=_("document in the policy library"), required=False
    )
    document_number = LineField(label=_("document number"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policies = PolicyPage.objects.live().filter(locale=Locale.get_default()).order_by("title")
        self.fields["document"].queryset = policies.only("title")  # type: ignore[attr-defined]  # a choice field
