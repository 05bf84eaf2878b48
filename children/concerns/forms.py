"""What reporters and the desk type about a report of concern."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.areas.models import Area, AreaLevel
from portal.components.names import SelectOfNames
from portal.input.cleaning import LineField

from .enums import ReporterDuty, Urgency

LONGEST, SHORT = 5000, 500
# What bots like to fill in; which one is in the form follows from its one-time key.
TRAPS = ("website", "company", "homepage", "subject", "nickname", "title")


class TextField(forms.CharField):
    """Several lines; browsers count a new line as one sign, and so do we."""

    def __init__(self, *, rows: int, longest: int = SHORT, **kwargs: Any) -> None:
        attrs = {"rows": rows, "autocomplete": "off"}
        super().__init__(max_length=longest, widget=forms.Textarea(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        """See Field.to_python."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class AreaField(forms.TypedChoiceField):
    """A township or a village of the county, or nothing."""

    widget = SelectOfNames

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, empty_value=None, **kwargs)

    def offer(self, areas: Iterable[Area]) -> None:
        """Set the choices: each township as a group, its villages below it."""
        areas = list(areas)
        by_code = {area.code: area for area in areas}
        self.coerce = by_code.get
        self.choices = [("", _("I don't know, or it is not in this list")), *_groups(areas)]


def _groups(areas: list[Area]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    townships = [area for area in areas if area.level == AreaLevel.TOWNSHIP]
    for township in townships:
        villages = [(area.code, area.local_name) for area in areas if area.parent_id == township.pk]
        yield township.local_name, [(township.code, f"{township.local_name}…"), *villages]


class ReportForm(forms.Form):
    """A report: one text is enough."""

    story = TextField(
        label=_("What happened, or what worries you?"),
        help_text=_("In your own words. A few sentences are enough; you need no proof."),
        rows=7,
        longest=LONGEST,
    )
    area = AreaField(label=_("Where?"))
    child = TextField(
        label=_("Which child?"),
        help_text=_("For example the name, the age, the class. Never an ID number: we do not need it."),
        rows=2,
        required=False,
    )
    happened = TextField(label=_("When?"), rows=2, required=False)
    involved = TextField(
        label=_("Who may be involved?"),
        help_text=_("Whoever works here and is named will not be able to see this report."),
        rows=2,
        required=False,
    )
    reporter_duty = forms.ChoiceField(
        label=_("Does your work oblige you to report?"),
        help_text=_(
            "Teachers, doctors, village officers and others must report by law, and are protected when they do."
        ),
        choices=ReporterDuty.choices,
        required=False,
    )
    reporter = TextField(
        label=_("How can we reach you?"),
        help_text=_("Leave it empty to stay anonymous. Give only what nobody else reads: not a telephone you share."),
        rows=2,
        required=False,
    )
    with_account = forms.BooleanField(
        label=_("Record that it was my account that sent this"),
        help_text=_("You are signed in. Without this tick nobody can see that it was you."),
        required=False,
    )
    sending = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, areas: Iterable[Area], signed_in: bool) -> None:
        super().__init__(data, initial={"sending": uuid.uuid4()}, auto_id="id_%s")
        area = self.fields["area"]
        assert isinstance(area, AreaField)  # noqa: S101  declared above, for the type checker
        area.offer(areas)
        if not signed_in:
            del self.fields["with_account"]

    @property
    def trap(self) -> str:
        """The name of the field that people don't see and bots fill in."""
        return trap_of(str(self["sending"].value() or ""))

    @property
    def is_trapped(self) -> bool:
        """Whether something stands in it."""
        return bool(self.data.get(self.trap))

    @property
    def was_trapped(self) -> bool:
        """Whether the writer was asked already: a browser that fills it in again must not keep a report from us."""
        return "again" in self.data

    @property
    def has_more(self) -> bool:
        """Whether something was typed, or is wrong, below the first question."""
        names = [name for name in self.fields if name not in {"story", "sending"}]
        return any(self.data.get(name) or name in self.errors for name in names) if self.is_bound else False

    def facts(self) -> dict[str, str]:
        """The fields of Concern; after is_valid()."""
        names = ("story", "child", "happened", "involved", "reporter", "reporter_duty")
        return {name: self.cleaned_data[name] for name in names}

    def key(self) -> str:
        """The one-time key, or a new one where it was lost: a report is not refused for that."""
        return str(self.cleaned_data["sending"] or uuid.uuid4())


def trap_of(sending: str) -> str:
    """Which of the names the trap has in the form with this one-time key."""
    return TRAPS[hashlib.sha256(sending.encode()).digest()[0] % len(TRAPS)]


class CodeForm(forms.Form):
    """The receipt code; whatever was typed is looked up, so that no answer tells how near it was."""

    code = LineField(
        label=_("Your number"),
        help_text=_("The twenty digits you were shown after sending. Spaces do not matter."),
        max_length=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 26}),
    )


class MoreForm(forms.Form):
    """Something the reporter adds."""

    text = TextField(label=_("Add something"), rows=5, longest=LONGEST)


class TriageForm(forms.Form):
    """The first reading."""

    urgency = forms.ChoiceField(
        label=_("How soon must something be done?"), choices=Urgency.choices, widget=forms.RadioSelect
    )
    text = TextField(label=pgettext_lazy("concern", "Note for colleagues"), rows=4, longest=LONGEST, required=False)


class WordsForm(forms.Form):
    """One text that is needed; its label and hint are those of the step."""

    text = TextField(label="", rows=5, longest=LONGEST)

    def __init__(self, *args: Any, label: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = label, hint


class FindAccountForm(forms.Form):
    """Whose account: found whole or not at all."""

    who = LineField(label=_("Email address or shown name of an account"), max_length=120)


class LetInForm(forms.Form):
    """Why somebody who was shut out is let in again."""

    reason = LineField(label=_("Why it is somebody else of that name"), min_length=5, max_length=300)
