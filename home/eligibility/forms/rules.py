"""Forms of the rules of the check in the admin: cases in words, and the decision that a version counts."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from home.eligibility.forms.check import DONT_KNOW
from home.models import Audience
from portal.changes.seen_forms import SeenMixin
from portal.eligibility.enums import Circumstance, Danger, ParentState
from portal.eligibility.family import UNKNOWN, Family
from portal.input.cleaning import LineField

DATE = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2}))?)?[日月年]?")
NOT_LOOKED_AT = ("guardian", "volunteer")


class DraftForm(SeenMixin, WagtailAdminModelForm):
    """A version of a rule or of the definition, as long as nobody has decided it."""


class CaseForm(SeenMixin, WagtailAdminModelForm):
    """An invented family: the same answers the public gives, and what the rules must find."""

    born = LineField(label=_("born on"), required=False, help_text=_("Such as 2015-3-7; empty when nobody knows."))
    mother = forms.ChoiceField(label=_("the mother"), choices=[*ParentState.choices, DONT_KNOW])
    father = forms.ChoiceField(label=_("the father"), choices=[*ParentState.choices, DONT_KNOW])
    since = LineField(label=_("away since"), required=False, help_text=_("Such as 2025-2-1; empty when nobody knows."))
    circumstances = forms.MultipleChoiceField(
        label=_("the family and the child"),
        choices=Circumstance.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dangers = forms.MultipleChoiceField(
        label=_("what has happened"), choices=Danger.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    found = forms.MultipleChoiceField(
        label=_("categories it must find"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ANSWERS: ClassVar[tuple[str, ...]] = ("born", "mother", "father", "since", "circumstances", "dangers")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        case: Any = kwargs.get("instance")
        kwargs["initial"] = (self.answered(case) if case and case.answers else {}) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        audiences = Audience.objects.exclude(slug__in=NOT_LOOKED_AT)
        self.fields["found"].choices = [(audience.slug, audience.label) for audience in audiences]

    def answered(self, case: Any) -> dict[str, Any]:
        """The answers of a case as the form shows them."""
        shown = {name: case.answers.get(name, UNKNOWN) for name in self.ANSWERS}
        unknown = {name: "" for name in ("born", "since") if shown[name] == UNKNOWN}
        return shown | unknown | {"found": case.expected}

    def shown_of(self, row: Any) -> dict[str, Any]:
        """With the answers, which are one field of the row."""
        answers = {name: row.answers.get(name, UNKNOWN) for name in self.ANSWERS}
        return super().shown_of(row) | answers | {"found": row.expected}

    def clean_born(self) -> str:
        """ISO, cut to what is known."""
        return self._date("born")

    def clean_since(self) -> str:
        """ISO, cut to what is known."""
        return self._date("since")

    def clean_found(self) -> list[str]:
        """In the order in which it is kept."""
        return sorted(self.cleaned_data["found"])

    def _date(self, name: str) -> str:
        typed = self.cleaned_data[name]
        match = DATE.fullmatch(typed)
        text = "-".join(part.zfill(2) for part in match.groups() if part) if match else ""
        known = Family.of({"born": text}).born if typed else UNKNOWN
        if known is None:
            raise forms.ValidationError(_("Write the date as year-month-day, for example 2015-3-7."))
        return known

    def save(self, commit: bool = True) -> Any:
        """Put the answers together."""
        self.instance.answers = {name: self.cleaned_data[name] for name in self.ANSWERS}
        self.instance.expected = self.cleaned_data["found"]
        return super().save(commit=commit)


class DecideForm(forms.Form):
    """Why a version shall count although cases fail."""

    why = forms.CharField(
        label=_("Why it shall count although cases fail"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
