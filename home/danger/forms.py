"""The form for a danger word, the same on the desk and in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from home.danger.domain.adding import add_denied_reason, add_word
from home.enums.danger import DangerKind
from home.models import DangerWord
from portal.accounts.models import User
from portal.input.cleaning import LineField


class DangerWordForm(forms.Form):
    """On the desk."""

    kind = forms.ChoiceField(label=_("What may have happened to who looks for it"), choices=DangerKind.choices)
    word = LineField(
        label=_("Word"),
        max_length=20,
        help_text=_("As people type it: two Chinese characters or more, or English."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean(self) -> dict[str, Any]:
        """The rule's own reason beside the word."""
        data: dict[str, Any] = super().clean() or {}
        refused = add_denied_reason(data["kind"], data["word"], by=self.by) if {"kind", "word"} <= data.keys() else None
        if refused:
            self.add_error("word", refused.label)
        return data

    def save(self) -> DangerWord:
        """From now on it leads to people. Raises Denied."""
        return add_word(self.cleaned_data["kind"], self.cleaned_data["word"], by=self.by)


class AdminDangerWordForm(WagtailAdminModelForm):
    """In the Wagtail admin."""

    def clean(self) -> dict[str, Any]:
        """The rule's own reason beside the word."""
        data: dict[str, Any] = super().clean()
        wanted = {"kind", "word"} <= data.keys()
        refused = add_denied_reason(data["kind"], data["word"], by=self.for_user) if wanted else None
        if refused:
            self.add_error("word", refused.label)
        return data

    def save(self, commit: bool = True) -> Any:
        """Through the rule. Raises Denied."""
        return add_word(self.cleaned_data["kind"], self.cleaned_data["word"], by=self.for_user)
