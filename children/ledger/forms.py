"""What staff type into the ledger, checked field by field."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.ages import ADULT, age_on
from portal.areas.models import Area, AreaLevel
from portal.areas.scoping import within
from portal.changes.seen import FIELD, Difference, seen_of
from portal.changes.seen_forms import compare, seen_field, take_theirs
from portal.eligibility.enums import ParentsAway
from portal.input.cleaning import PhoneField
from portal.privacy import id_number
from portal.privacy.fields import is_unreadable
from portal.privacy.masking import mask_id_number, mask_text

from .domain.entering import as_shown, as_wanted, left_behind_denied_reason, undone
from .domain.queries import namesakes
from .enums import Basis, Care, Category, MissingId, NeedDomain, Sex
from .models import Child

BIRTH_DATE = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2}))?)?[日月年]?")

# Shown only with a reason, after a fresh sign-in: see `views.revealing`.
HIDDEN = ("id_number", "health")
MASKS = {"id_number": mask_id_number, "health": mask_text}
# Ticked, and kept in rows of their own.
CHOSEN = ("categories", "needs")
# Two fields say one thing: what it is, and that there is none.
PARTS = {"id_number": ("id_number", "id_missing"), "health": ("health", "forget_health")}
KEPT = _("Stored, and hidden here. Leave this empty to keep it, or type what takes its place.")

SECTIONS = (
    (_("The child"), ["area", "full_name", "called_name", "id_number", "id_missing", "birth_date", "sex"]),
    (_("Home and school"), ["address", "care", "guardian_name", "guardian_phone", "school", "grade"]),
    (_("The parents"), ["parents_away", "away_since", "parents_workplace", "parents_phone"]),
    (_("What the child needs"), ["categories", "needs", "risk", "health"]),
    (_("Why this record may be kept"), ["basis"]),
)


class VillageChoiceField(forms.ModelChoiceField):
    """Villages by township."""

    def label_from_instance(self, obj: Area) -> str:
        """Township and village."""
        return f"{obj.parent} · {obj}"


class ChildForm(forms.ModelForm[Child]):
    """One record of the ledger."""

    area = VillageChoiceField(label=_("village"), queryset=Area.objects.none(), empty_label=_("Choose a village"))
    full_name = forms.CharField(label=_("full name"), max_length=50)
    called_name = forms.CharField(
        label=_("what the child is called"),
        max_length=20,
        required=False,
        help_text=_("Shown to volunteers and on the roll-call instead of the full name."),
    )
    sex = forms.ChoiceField(label=_("sex"), choices=Sex.choices, widget=forms.RadioSelect)
    care = forms.ChoiceField(label=_("care arrangement"), choices=Care.choices, widget=forms.RadioSelect)
    parents_away = forms.ChoiceField(label=_("parents away"), choices=ParentsAway.choices, widget=forms.RadioSelect)
    basis = forms.ChoiceField(label=_("basis for keeping this record"), choices=Basis.choices, widget=forms.RadioSelect)
    birth_date = forms.CharField(
        label=_("date of birth"),
        max_length=20,
        required=False,
        help_text=_("For example 2015-3-7; if only the month or the year is known, 2015-3 or 2015."),
    )
    guardian_phone = PhoneField(label=_("guardian's phone"), required=False)
    parents_phone = PhoneField(label=_("parents' phone"), required=False)
    categories = forms.MultipleChoiceField(
        label=_("categories"), choices=Category.choices, widget=forms.CheckboxSelectMultiple
    )
    needs = forms.MultipleChoiceField(
        label=_("needs"), choices=NeedDomain.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    forget_health = forms.BooleanField(
        label=_("Remove what is stored about health and disability"), required=False, widget=forms.HiddenInput
    )
    another_child = forms.BooleanField(
        label=_("I have checked: this is another child with the same name"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Child
        fields = [name for _title, names in SECTIONS for name in names if name not in {"categories", "needs"}]
        widgets = {
            "risk": forms.RadioSelect,
            "away_since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "health": forms.Textarea(attrs={"rows": 3}),
            # Whether it is empty, so that why there is none is asked for, is told by the placeholder (desk_forms.css).
            "id_number": forms.TextInput(attrs={"autocomplete": "off", "placeholder": " "}),
            "address": forms.TextInput,
            "school": forms.TextInput,
            "guardian_name": forms.TextInput,
            "parents_workplace": forms.TextInput,
        }
        help_texts = {"id_number": _("18 characters. Leave empty if there is none, and say why below.")}

    differences: list[Difference] = []

    def __init__(self, data: Any = None, *, user: User, instance: Child | None = None) -> None:
        shown = as_shown(instance) if instance else {}
        chosen = {name: sorted(shown[name]) for name in CHOSEN} if instance else {}
        super().__init__(data, instance=instance, initial=chosen)
        self.user = user
        paths = user.area_paths(Capability.CHANGE_CHILD)
        villages = Area.objects.filter(within(paths, "code"), level=AreaLevel.VILLAGE)
        if instance is None and len(only := list(villages[:2])) == 1:
            self.initial["area"] = only[0]
        self.fields["area"].queryset = villages.select_related("parent")  # type: ignore[attr-defined]  # ModelChoiceField
        self.fields["id_missing"].choices = [("", _("There is a number")), *MissingId.choices]  # type: ignore[attr-defined]  # ChoiceField
        for name in ("id_number", "address", "school", "guardian_name", "parents_workplace"):
            self.fields[name].max_length = 120  # type: ignore[attr-defined]  # CharField
            self.fields[name].validators.append(_at_most_120)
        self.hidden = {name: getattr(self.instance, name) for name in HIDDEN} if self.instance.pk else {}
        for name in (name for name, value in self.hidden.items() if value):
            self._keep_hidden(name)
        if instance:
            self.fields[FIELD] = seen_field()
            self.initial[FIELD] = seen_of(shown)
            take_theirs(self, self._fresh(), parts=PARTS)

    def _keep_hidden(self, name: str) -> None:
        """Changing a record shows no more than reading it: what is masked there is not filled in here either."""
        self.initial[name] = ""
        self.fields[name].help_text = KEPT
        if name == "health":
            self.fields["forget_health"].widget = forms.CheckboxInput()

    def _fresh(self) -> dict[str, Any]:
        """What the form fills in; of what is masked, nothing: left empty it is kept as it is now."""
        return {name: self.initial.get(name) for name in (*self.Meta.fields, *CHOSEN)} | {"forget_health": False}

    def compare(self, child: Child) -> None:
        """Show what somebody else has changed meanwhile beside what was typed; what is masked stays masked."""
        data = self.cleaned_data
        now, wanted = as_shown(child), as_wanted(self.facts(), data["categories"], data["needs"])
        names = undone(child, self.facts(), data["categories"], data["needs"], data[FIELD])
        latest = ChildForm(user=self.user, instance=child)
        fresh = latest._fresh()
        self.differences = compare(self, now=now, wanted=wanted, fresh=fresh, names=names, said=_said, parts=PARTS)

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields by section, for the page."""
        return [(title, [self[name] for name in self._shown(names)]) for title, names in SECTIONS]

    def _shown(self, names: list[str]) -> list[str]:
        asks = "health" in names and not self.fields["forget_health"].widget.is_hidden
        return [*names, "forget_health"] if asks else names

    def clean_full_name(self) -> str:
        """A name without the spaces people put into two-character names."""
        name = "".join(unicodedata.normalize("NFKC", self.cleaned_data["full_name"]).split())
        if re.search(r"[0-9<>]", name):
            raise forms.ValidationError(_("A name has no digits or angle brackets."))
        return name

    def clean_id_number(self) -> str:
        """Empty, or a valid number of a minor."""
        typed = id_number.clean(self.cleaned_data["id_number"])
        if not typed:
            return ""
        try:
            parsed = id_number.parse(typed)
        except id_number.InvalidIdNumber as error:
            raise forms.ValidationError(error.problem.label) from error
        if (age_on(parsed.birth_date.isoformat(), timezone.localdate()) or 0) >= ADULT:
            raise forms.ValidationError(_("This is the ID number of an adult. Enter the child's own."))
        return parsed.number

    def clean_birth_date(self) -> str:
        """ISO, cut to what is known; a day is never invented."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["birth_date"]).strip()
        if not typed:
            return ""
        if re.fullmatch(r"\d{8}", typed):
            typed = f"{typed[:4]}-{typed[4:6]}-{typed[6:]}"
        match = BIRTH_DATE.fullmatch(typed)
        year, month, day = match.groups() if match else ("", "", "")
        try:
            known = date(int(year), int(month or 1), int(day or 1))
        except ValueError as error:
            raise forms.ValidationError(_("Write the date as year-month-day, for example 2015-3-7.")) from error
        if known > timezone.localdate():
            raise forms.ValidationError(_("The date of birth lies in the future."))
        return known.isoformat()[: 10 if day else 7 if month else 4]

    def clean(self) -> dict[str, Any]:
        """What must agree between fields."""
        data = super().clean() or {}
        self._keep_what_was_not_typed(data)
        self._check_identity(data)
        self._check_left_behind(data)
        if not self.errors and not self.instance.pk and not data.get("another_child"):
            self._ask_about_namesakes(data)
        return data

    def _keep_what_was_not_typed(self, data: dict[str, Any]) -> None:
        """A masked value left empty stays; saying why there is no ID number takes it away."""
        removed = {"id_number": data.get("id_missing"), "health": data.get("forget_health")}
        for name, value in self.hidden.items():
            if not data.get(name) and name not in self.errors and not removed[name]:
                data[name] = value

    def _check_identity(self, data: dict[str, Any]) -> None:
        number = data.get("id_number")
        if number and not is_unreadable(number):
            parsed = id_number.parse(number)
            data["id_missing"] = ""
            data["birth_date"] = self._agreeing("birth_date", data, parsed.birth_date.isoformat())
            if data.get("sex") and data["sex"] != parsed.sex:
                self.add_error("sex", _("The ID number says otherwise. Check both."))
        elif not number and "id_number" not in self.errors and not data.get("id_missing"):
            self.add_error("id_number", _("Enter the ID number, or say below why there is none."))
        if not data.get("birth_date") and "birth_date" not in self.errors and "id_number" not in self.errors:
            self.add_error("birth_date", _("Enter at least the year of birth."))

    def _agreeing(self, name: str, data: dict[str, Any], said: str) -> str:
        typed = data.get(name) or ""
        if typed and not said.startswith(typed):
            message = _("The ID number says %(said)s, this field says %(typed)s. Check both.")
            self.add_error(name, message % {"said": said, "typed": typed})
        return said

    def _check_left_behind(self, data: dict[str, Any]) -> None:
        if not data.get("parents_away"):
            return  # that is said beside the field itself
        if reason := left_behind_denied_reason(data, data.get("categories", [])):
            self.add_error("categories", f"{Category.LEFT_BEHIND.label}: {reason.label}")

    def _ask_about_namesakes(self, data: dict[str, Any]) -> None:
        if namesakes(data["full_name"], data["area"].path).exists():
            self.fields["another_child"].widget = forms.CheckboxInput()
            self.add_error(
                "another_child",
                _("A child of this name is already in the ledger of this village. Look first; if it is another, tick."),
            )

    def facts(self) -> dict[str, Any]:
        """The fields of Child, ready for the domain."""
        data = self.cleaned_data
        return {name: data[name] for name in self.Meta.fields} | {"birth_year": int(data["birth_date"][:4])}


def _said(name: str, value: Any) -> Any:
    """As the form shows it: what is masked stays so."""
    if is_unreadable(value):
        return _("cannot be read: tell the operator")
    if name in CHOSEN:
        return sorted(value)
    return MASKS[name](value) if name in MASKS and value else value


def _at_most_120(value: str) -> None:
    if len(value) > 120:
        raise forms.ValidationError(_("Write at most 120 characters."))
