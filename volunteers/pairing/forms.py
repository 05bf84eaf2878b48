"""What staff type about a pairing, one step a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.changes.seen import FIELD, Difference, seen_of, undone_by
from portal.changes.seen_forms import compare, seen_field, take_theirs
from portal.input.letters import narrow

from ..application.enums import ServiceType
from .domain.candidates import Candidate
from .domain.posts import POSTS
from .domain.rules import day_denied_reason
from .domain.staff import offices_of
from .domain.supervision import named_now
from .enums import Answer, ConsentWay, DeclineReason, EndReason, PairingRefusal, PauseReason
from .models import Pairing

BY_HAND = (PauseReason.GUARDIAN, PauseReason.CHILD, PauseReason.VOLUNTEER, PauseReason.ALLEGATION)


def candidate_label(candidate: Candidate) -> str:
    """A volunteer's number and why they fit."""
    number = str(_("Volunteer %(number)s")) % {"number": candidate.helper.number}
    return " · ".join([number, *candidate.reasons])


class ProposalForm(forms.Form):
    """Whom to propose, and for what."""

    volunteer = forms.ChoiceField(label=_("volunteer"), widget=forms.RadioSelect)
    services = forms.MultipleChoiceField(
        label=_("what the volunteer does for the child"),
        choices=ServiceType.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    is_primary = forms.BooleanField(label=_("As the child's caring parent, for the long term"), required=False)

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.helper.uuid), candidate_label(one)) for one in candidates]
        self.fields["volunteer"].choices = choices  # type: ignore[attr-defined]  # ChoiceField


class StepForm(forms.Form):
    """What is typed about one pairing."""

    def __init__(self, *args: Any, pairing: Pairing, staff: Iterable[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pairing, self.staff = pairing, list(staff)

    def clean(self) -> dict[str, Any]:
        """Full-width digits and letters made ordinary."""
        data = super().clean() or {}
        return {k: narrow(v).strip() if isinstance(v, str) else v for k, v in data.items()}


class DayForm(StepForm):
    """A step that happened on a day."""

    on = forms.DateField(
        label=_("date"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_on(self) -> date:
        """Today or before."""
        day: date = self.cleaned_data["on"]
        if reason := day_denied_reason(day):
            raise forms.ValidationError(reason.label)
        return day


class ConsentForm(DayForm):
    """What the guardian answered."""

    answer = forms.ChoiceField(label=_("does the guardian agree?"), choices=Answer.choices, widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("how the guardian was asked"), choices=ConsentWay.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("who answered"),
        max_length=50,
        help_text=_("Name, and what they are to the child. Stored encrypted."),
    )


class HeardForm(DayForm):
    """What the child said."""

    answer = forms.ChoiceField(
        label=_("does the child want it?"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        help_text=_("A no ends this proposal. A child need not give a reason."),
    )
    words = forms.CharField(
        label=_("what the child said"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In the child's own words where you can. Stored encrypted."),
    )


class NotedForm(StepForm):
    """A reason from the list, and a word more if needed."""

    reasons: Sequence[tuple[str, Any]] = ()
    reason = forms.ChoiceField(label=_("reason"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = list(self.reasons)  # type: ignore[attr-defined]  # ChoiceField


class DeclineForm(NotedForm):
    """Why it does not come about."""

    reasons = DeclineReason.choices


class PauseForm(NotedForm):
    """Why it rests; suspension and a lapse pause by themselves."""

    reasons = [(reason.value, reason.label) for reason in BY_HAND]


class EndForm(NotedForm):
    """Why it ends."""

    reasons = EndReason.choices


class ApproveForm(StepForm):
    """Who looks after the two."""

    supervisor = forms.ChoiceField(
        label=_("supervisor"),
        help_text=_("The volunteer calls this person first. Both are asked, and take it on by their own account."),
    )
    deputy = forms.ChoiceField(label=_("deputy"), help_text=_("Steps in when the supervisor is away."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = offices_of(user.pk for user in self.staff)
        choices = [("", _("Choose"))] + [(str(user.uuid), f"{user} · {offices[user.pk]}") for user in self.staff]
        for name in ("supervisor", "deputy"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # ChoiceField

    def clean(self) -> dict[str, Any]:
        """The members of staff who were chosen."""
        people = {str(user.uuid): user for user in self.staff}
        return {name: people.get(value) for name, value in super().clean().items()}


class NameForm(ApproveForm):
    """Who looks after the two from now on; whoever stays need not be asked again."""

    differences: list[Difference] = []

    def __init__(self, *args: Any, pairing: Pairing, **kwargs: Any) -> None:
        self.held = named_now(pairing)
        super().__init__(*args, pairing=pairing, initial=self.held | {FIELD: seen_of(self.held)}, **kwargs)
        self.fields[FIELD] = seen_field()
        take_theirs(self, self.held)

    def clean(self) -> dict[str, Any]:
        """With what the form has shown; both versions where somebody else has named others meanwhile."""
        seen = self.cleaned_data.get(FIELD) or ""
        typed = {post: self.cleaned_data[post] for post in POSTS if post in self.cleaned_data}
        if undone_by(typed, seen=seen, now=self.held):
            self.differences = compare(self, now=self.held, wanted=typed, fresh=self.held)
            self.add_error(None, PairingRefusal.NAMED_MEANWHILE.label)
        return super().clean() | {FIELD: seen}


class StepDownForm(StepForm):
    """Somebody who was named cannot take it on, or gives it up."""

    note = forms.CharField(
        label=_("note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who could do it instead? Nothing about the child."),
    )
