"""What is typed to appoint somebody."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from portal.accounts.addresses import oddities
from portal.accounts.change_enums import ChangeReason
from portal.accounts.enums import AssignmentReason, Role
from portal.accounts.models import User
from portal.areas.enums import AreaLevel
from portal.areas.models import Area
from portal.input.cleaning import MOBILE, PhoneField, ProseField
from portal.input.letters import narrow
from portal.privacy import id_number

from .appointing import areas_for, roles_for

# Beside which field a refusal stands; the others belong to the person.
BESIDE = {
    AssignmentReason.OUT_OF_AREA: "area",
    AssignmentReason.WRONG_LEVEL: "area",
    AssignmentReason.NOT_GRANTABLE: "role",
    AssignmentReason.ALREADY: "role",
    ChangeReason.NO_IDENTITY: "phone",
    ChangeReason.NO_REASON: "reason",
}


class IdentityFields(forms.Form):
    """By what somebody is known, so that two accounts of one person are recognised."""

    phone = PhoneField(
        label=_("Mobile phone"),
        required=False,
        help_text=_("Their own. It is kept encrypted and compared, and shown to nobody."),
    )
    id_number = forms.CharField(
        label=_("ID number"),
        required=False,
        max_length=40,
        help_text=_("One of the two is enough; with both, two accounts of one person are found more surely."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        """A mobile: the landline of an office would make one person of all who work there. Raises ValidationError."""
        phone: str = self.cleaned_data["phone"]
        if phone and not MOBILE.fullmatch(phone):
            raise forms.ValidationError(_("Enter their own mobile number with 11 digits, not the phone of an office."))
        return phone

    def clean_id_number(self) -> str:
        """In its one form. Raises ValidationError naming what is wrong with it."""
        typed = self.cleaned_data["id_number"]
        if not typed:
            return ""
        try:
            return id_number.parse(typed).number
        except id_number.InvalidIdNumber as error:
            raise forms.ValidationError(str(error.problem.label)) from error

    def refuse(self, reason: Any) -> None:
        """Say the reason beside what it is about."""
        field = BESIDE.get(reason, "email")
        self.add_error(field if field in self.fields else None, str(reason.label))


class ReasonForm(forms.Form):
    """Why."""

    reason = ProseField(label=_("Why"), rows=3, max_length=500, required=False)

    def refuse(self, reason: Any) -> None:
        """Say the reason beside what it is about."""
        self.add_error("reason" if reason == ChangeReason.NO_REASON else None, str(reason.label))


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when nothing was filled in; None on a page that is only opened."""
    return request.POST if request.method == "POST" else None


def area_label(area: Area) -> str:
    """Township and village; anything larger by its own name."""
    return f"{area.parent} · {area}" if area.level == AreaLevel.VILLAGE else str(area)


class AppointForm(IdentityFields):
    """Who, as what, and where."""

    field_order = ["email", "certain", "name", "phone", "id_number", "role", "area"]

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
    certain = forms.BooleanField(
        label=_("I have compared this address letter by letter with the one they gave me"), required=False
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    area = forms.ModelChoiceField(label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose an area"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = areas_for(by)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]  # a ModelChoiceField, declared above
        self.fields["role"].choices = roles_for(by, areas)  # type: ignore[attr-defined]
        if not oddities(self._typed(str(self.data.get("email", "")))):
            del self.fields["certain"]
        self.fields["area"].choices = [("", _("Choose an area")), *_by_township(areas)]  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """The address, typed on whatever keyboard."""
        address = str(forms.EmailField().clean(self._typed(self.cleaned_data["email"]))).lower()
        odd = oddities(address)
        if odd and not self.data.get("certain"):
            raise forms.ValidationError([str(one.label) for one in odd])
        return address

    def _typed(self, text: str) -> str:
        return narrow(text).replace("＠", "@").replace("．", ".").strip()

    def clean_role(self) -> Role:
        """As the enum."""
        return Role(self.cleaned_data["role"])


def _by_township(areas: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """The larger areas first, then each township with its villages."""
    larger = [(area.pk, str(area)) for area in areas if area.level != AreaLevel.VILLAGE]
    villages = [area for area in areas if area.level == AreaLevel.VILLAGE]
    groups = [
        (str(parent), [(area.pk, area_label(area)) for area in found])
        for parent, found in groupby(villages, key=lambda area: area.parent)
    ]
    return [(str(_("Counties and townships")), larger), *groups] if larger else groups
