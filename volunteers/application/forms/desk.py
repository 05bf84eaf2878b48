"""Forms of the desk: one for each step that needs more than a click."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.input.cleaning import LineField, ProseField

from ..domain.vetting import a_year_after, interview_denied_reason, outcome_denied_reason
from ..enums import VettingKind, VettingOutcome, VolunteerRefusal


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ReasonForm(forms.Form):
    """Why someone is paused, not accepted, or the engagement ends."""

    reason = ProseField(label=_("Reason"), help_text=_("Only vetting officers can read it."), rows=4, max_length=500)


class WantedForm(forms.Form):
    """What the applicant is asked for."""

    wanted = ProseField(
        label=_("What do you need to know?"),
        help_text=_("The applicant reads this on their page. Write it as you would say it."),
        rows=4,
        max_length=500,
    )


class InterviewForm(forms.Form):
    """When and where the interview is."""

    at = forms.DateTimeField(
        label=_("Time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    place = LineField(label=pgettext_lazy("interview", "Place"), max_length=80)

    def clean_at(self) -> Any:
        """A time to come."""
        at = self.cleaned_data["at"]
        if reason := interview_denied_reason(at):
            raise forms.ValidationError(reason.label)
        return at


class VettingForm(forms.Form):
    """The outcome of one check."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=VettingOutcome.choices, widget=forms.RadioSelect)
    done_on = forms.DateField(label=_("Done on"), widget=DayInput)
    valid_until = forms.DateField(
        label=_("Valid until"),
        widget=DayInput,
        help_text=_("One year from that day at most."),
        error_messages={"required": VolunteerRefusal.CHECK_ENDLESS.label},
    )
    note = ProseField(
        label=_("Note"),
        help_text=_("Never copy what the record says; only the outcome is kept."),
        required=False,
        rows=3,
        max_length=500,
    )

    def __init__(self, *args: Any, kind: VettingKind, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs.setdefault("initial", {"done_on": today, "valid_until": a_year_after(today)})
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind != VettingKind.RECORD_CHECK:
            del self.fields["valid_until"]

    def clean(self) -> dict[str, Any]:
        """The rule of the domain, shown at the field it is about."""
        cleaned = super().clean() or {}
        done_on: date | None = cleaned.get("done_on")
        if done_on is None or "valid_until" in self.errors:
            return cleaned
        reason = outcome_denied_reason(self.kind, done_on=done_on, valid_until=cleaned.get("valid_until"))
        if reason is not None:
            self.add_error("done_on" if reason == VolunteerRefusal.DONE_IN_FUTURE else "valid_until", str(reason.label))
        return cleaned
