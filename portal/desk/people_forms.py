"""What is typed to appoint somebody."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import AssignmentReason, Role
from portal.accounts.models import User
from portal.areas.enums import AreaLevel
from portal.areas.models import Area
from portal.typed import narrow

from .appointing import areas_for, roles_for

# Beside which field a refusal stands; the others belong to the person.
BESIDE = {
    AssignmentReason.OUT_OF_AREA: "area",
    AssignmentReason.WRONG_LEVEL: "area",
    AssignmentReason.NOT_GRANTABLE: "role",
    AssignmentReason.ALREADY: "role",
}


def area_label(area: Area) -> str:
    """Township and village; anything larger by its own name."""
    return f"{area.parent} · {area}" if area.level == AreaLevel.VILLAGE else str(area)


class AppointForm(forms.Form):
    """Who, as what, and where."""

    email = forms.CharField(
        label=_("Email address"),
        max_length=254,
        help_text=_("Anyone who has no account yet is invited by email."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name colleagues see"),
        max_length=40,
        required=False,
        help_text=_("For a new account; an account that exists keeps its own."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    area = forms.ModelChoiceField(label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose an area"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = areas_for(by)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]  # a ModelChoiceField, declared above
        self.fields["role"].choices = roles_for(by, areas)  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _("Choose an area")), *_by_township(areas)]  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """The address, typed on whatever keyboard."""
        typed = narrow(self.cleaned_data["email"]).replace("＠", "@").replace("．", ".").strip()
        return str(forms.EmailField().clean(typed)).lower()

    def clean_role(self) -> Role:
        """As the enum."""
        return Role(self.cleaned_data["role"])

    def refuse(self, reason: AssignmentReason) -> None:
        """Say the reason beside what it is about."""
        self.add_error(BESIDE.get(reason, "email"), str(reason.label))


def _by_township(areas: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """The larger areas first, then each township with its villages."""
    larger = [(area.pk, str(area)) for area in areas if area.level != AreaLevel.VILLAGE]
    villages = [area for area in areas if area.level == AreaLevel.VILLAGE]
    groups = [
        (str(parent), [(area.pk, area_label(area)) for area in found])
        for parent, found in groupby(villages, key=lambda area: area.parent)
    ]
    return [(str(_("Counties and townships")), larger), *groups] if larger else groups
