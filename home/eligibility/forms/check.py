"""The questions of the eligibility check as forms: one a page, and an answer for those who do not know."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.eligibility.enums import Question
from home.help.domain.contacts import plain_name
from portal.areas.models import Area
from portal.eligibility.enums import Circumstance, Danger, ParentState
from portal.eligibility.family import UNKNOWN
from portal.input.cleaning import LineField

NONE = "none"
DONT_KNOW = (UNKNOWN, _("I don't know"))
NONE_OF_THESE = (NONE, _("None of these"))


class QuestionForm(forms.Form):
    """One question; `value()` is the answer as it travels."""

    def value(self) -> Any:
        """The answer, valid."""
        return self.cleaned_data["answer"]

    @classmethod
    def from_answer(cls, answer: Any) -> dict[str, Any]:
        """What to fill in when an answer is changed."""
        return {"answer": answer}


def _number(label: Any, most: int, *, required: bool = False) -> LineField:
    attrs = {"inputmode": "numeric", "size": most}
    return LineField(label=label, required=required, max_length=20, widget=forms.TextInput(attrs=attrs))


class DateForm(QuestionForm):
    """A date as far as it is known; the year is enough."""

    year = _number(_("Year"), 4, required=True)
    month = _number(_("Month"), 2)
    day = _number(pgettext_lazy("part of a date", "Day"), 2)
    unknown = forms.BooleanField(label=_("I don't know"), required=False)
    FUTURE: ClassVar[Any] = _("This day has not come yet. Look at the year again.")
    EARLIEST: ClassVar[int] = 1990

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].error_messages["required"] = _(
            "Write the year, with four digits. If you don't know it, tick “I don't know”."
        )
        self.fields["year"].required = not self.data.get("unknown")

    def clean(self) -> dict[str, Any]:
        """One date that exists, not in the future."""
        data = super().clean() or {}
        typed = [data.get(name, "").rstrip(mark) for name, mark in (("year", "年"), ("month", "月"), ("day", "日号"))]
        if data.get("unknown") and any(typed):
            self.add_error("unknown", _("Either write the date or tick “I don't know”, not both."))
        elif data.get("unknown"):
            data["answer"] = UNKNOWN
        elif not self.errors:
            data["answer"] = self._date(*typed)
        return data

    def _date(self, year: str, month: str, day: str) -> str:
        if not (_is_digits(year) and len(year) == 4 and int(year) >= self.EARLIEST):
            self.add_error("year", _("Write the year with four digits, such as 2015."))
        elif month and not (_is_digits(month) and 1 <= int(month) <= 12):
            self.add_error("month", _("The month is a number from 1 to 12."))
        elif day and not month:
            self.add_error("month", _("Write the month too, or leave the day empty."))
        else:
            return self._existing(int(year), int(month or 0), day)
        return ""

    def _existing(self, year: int, month: int, day: str) -> str:
        try:
            known = date(year, month or 1, int(day) if _is_digits(day) else 0 if day else 1)
        except ValueError:
            self.add_error("day", _("There is no such day in this month. Look at the day again."))
            return ""
        if known > timezone.localdate():
            self.add_error("year", self.FUTURE)
        return known.isoformat()[: 10 if day else 7 if month else 4]

    @classmethod
    def from_answer(cls, answer: Any) -> dict[str, Any]:
        """Year, month and day."""
        if answer in (None, UNKNOWN):
            return {"unknown": answer == UNKNOWN}
        parts = [str(int(part)) for part in str(answer).split("-")]
        return dict(zip(("year", "month", "day"), parts, strict=False))


class ChoiceForm(QuestionForm):
    """One of several."""

    answer = forms.ChoiceField(label=_("Choose one"), widget=forms.RadioSelect)
    CHOICES: ClassVar[list[Any]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = self.CHOICES  # type: ignore[attr-defined]  # ChoiceField
        self.fields["answer"].error_messages["required"] = _("Choose one. If you are not sure, choose “I don't know”.")


class ParentForm(ChoiceForm):
    """How one parent is."""

    CHOICES = [*ParentState.choices, DONT_KNOW]


class SeveralForm(QuestionForm):
    """Any number of several."""

    answer = forms.MultipleChoiceField(label=_("Choose all that apply"), widget=forms.CheckboxSelectMultiple)
    CHOICES: ClassVar[list[Any]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.choices = [*self.CHOICES, NONE_OF_THESE, DONT_KNOW]  # type: ignore[attr-defined]  # MultipleChoiceField
        field.error_messages["required"] = _("Choose what applies. If nothing does, choose “None of these”.")

    def clean_answer(self) -> list[str]:
        """“None of these” and “I don't know” stand alone."""
        chosen: list[str] = self.cleaned_data["answer"]
        if len(chosen) > 1 and {NONE, UNKNOWN} & set(chosen):
            raise forms.ValidationError(
                _("You chose “None of these” or “I don't know” and something else. Take one of the two back.")
            )
        return chosen

    def value(self) -> Any:
        """A list; `unknown` when nobody knows."""
        chosen = self.cleaned_data["answer"]
        return UNKNOWN if chosen == [UNKNOWN] else [choice for choice in chosen if choice != NONE]

    @classmethod
    def from_answer(cls, answer: Any) -> dict[str, Any]:
        """The boxes."""
        if answer is None:
            return {}
        return {"answer": [UNKNOWN] if answer == UNKNOWN else answer or [NONE]}


class CircumstancesForm(SeveralForm):
    """What is hard for the family or the child."""

    CHOICES = Circumstance.choices


class DangersForm(SeveralForm):
    """What calls for help."""

    CHOICES = Danger.choices


class AreaForm(QuestionForm):
    """An area of the tree, or nothing: nobody has to say where they live."""

    answer = forms.ChoiceField(label=_("Choose one, or continue without"), required=False)

    def __init__(self, *args: Any, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(area.code, plain_name(area.local_name)) for area in areas]
        self.fields["answer"].choices = [("", _("I would rather not say")), *names]  # type: ignore[attr-defined]


FORMS: dict[Question, type[QuestionForm]] = {
    Question.BORN: DateForm,
    Question.MOTHER: ParentForm,
    Question.FATHER: ParentForm,
    Question.SINCE: DateForm,
    Question.CIRCUMSTANCES: CircumstancesForm,
    Question.DANGERS: DangersForm,
    Question.TOWNSHIP: AreaForm,
    Question.VILLAGE: AreaForm,
}
HINTS: dict[Question, Any] = {
    Question.BORN: _("By the solar calendar, as in the household register. Month and year are enough."),
    Question.MOTHER: _("Whoever works in the same city district as the registered home counts as inside the county."),
    Question.FATHER: _("Whoever works in the same city district as the registered home counts as inside the county."),
    Question.SINCE: _("If both are away: since when both have been. Short visits home do not count as a break."),
    Question.CIRCUMSTANCES: _("The child's health, or the family's income."),
    Question.DANGERS: _("We ask so that nobody goes without help. Nobody is told what you choose here."),
    Question.TOWNSHIP: _("Then we can name the office nearest to you."),
    Question.VILLAGE: _("Then we can name the child officer of your village, if there is one."),
}


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4
