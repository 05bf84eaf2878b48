"""What of the audit log somebody asks for: what happened, to which record, by whom, from which day to which."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.accounts.models import Assignment, User
from portal.areas.scoping import within
from portal.audit.actions import action_choices
from portal.audit.models import AuditEvent

RECORD_NUMBER = r"^(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]{1,10})$"
# Outside of these there are no events, and days at the ends of the calendar cannot be moved into another zone.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)
OFFERED_AT_MOST = 300


class DayField(forms.DateField):
    """A day; what is none is repeated in the message, as a browser's own field for days does not show it again."""

    default_error_messages = {"invalid": _("“%(value)s” is no day of the calendar. Write it like 2026-03-01.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> date | None:
        """See Field.to_python."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            message = self.error_messages["invalid"]
            raise ValidationError(message, code="invalid", params={"value": str(value)[:20]}) from error


class AuditFilter(forms.Form):
    """Which events are shown. What was looked for is itself kept in the log, for ever: only codes, numbers and days."""

    action = forms.ChoiceField(label=_("What happened"), required=False)
    person = forms.CharField(label=_("By whom"), required=False, widget=forms.Select)
    since = DayField(label=_("From day"))
    until = DayField(label=_("To day"))
    # Nothing but the number of a record.
    target = forms.RegexField(
        RECORD_NUMBER,
        label=_("Record number"),
        required=False,
        max_length=40,
        strip=True,
        error_messages={"invalid": _("This is no number of a record. Follow the link beside an event instead.")},
    )

    def __init__(self, data: Any, events: QuerySet[AuditEvent], by: User) -> None:
        super().__init__(data)
        self.events, people = events, _staff(by)
        asked = str(self.data.get("person", ""))[:36]
        self.actor = _known(asked, events, people)
        if asked and asked not in people:
            people = {asked: str(self.actor or asked), **people}
        self.fields["action"].choices = [("", _("Everything")), *action_choices()]  # type: ignore[attr-defined]
        self.fields["person"].widget.choices = [("", _("Everybody")), *people.items()]  # type: ignore[attr-defined]

    def clean_person(self) -> User | None:
        """Whoever it is; alike for somebody who does not exist and somebody who did nothing there."""
        if self.cleaned_data["person"] and self.actor is None:
            raise ValidationError(_("Nobody with this number has done anything in the areas you audit."))
        return self.actor

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        return self.cleaned_data

    def chosen(self) -> QuerySet[AuditEvent]:
        """The events that fit; none where something was mistyped, so that nothing else is taken for the answer."""
        if not self.is_valid():
            return self.events.none()
        asked, events = self.cleaned_data, self.events
        if asked["action"]:
            events = events.filter(action=asked["action"])
        if asked["target"]:
            events = events.filter(target_id=asked["target"])
        if asked["person"]:
            events = events.filter(actor=asked["person"])
        if asked["since"]:
            events = events.filter(at__gte=_moment(max(asked["since"], FIRST_DAY), time.min))
        if asked["until"]:
            events = events.filter(at__lte=_moment(max(min(asked["until"], LAST_DAY), FIRST_DAY), time.max))
        return events

    def looked_for(self) -> dict[str, str]:
        """For the log: what of it was asked for and understood."""
        asked = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        kept = {"happened": asked.get("action", ""), "record": asked.get("target", "")}
        days = {name: asked[name].isoformat() for name in ("since", "until") if asked.get(name)}
        return kept | days | ({"person": str(asked["person"].uuid)} if asked.get("person") else {})


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def _staff(by: User) -> dict[str, str]:
    """Whoever holds or held an office in the areas this person audits, with it; by number."""
    held = Assignment.objects.filter(within(by.area_paths(Capability.READ_AUDIT), "area__code"))
    rows = held.select_related("user", "area").order_by("area__code", "user__display_name", "pk")[:OFFERED_AT_MOST]
    return {str(one.user.uuid): f"{one.user} · {one.get_role_display()} · {one.area}" for one in rows}


def _known(asked: str, events: QuerySet[AuditEvent], people: dict[str, str]) -> User | None:
    """The person with this number, if one of these people or somebody with an event in the log of the reader."""
    try:
        found = User.objects.filter(uuid=UUID(asked)).first() if asked else None
    except ValueError:
        return None
    if found is None or str(found.uuid) in people or events.filter(actor=found).exists():
        return found
    return None
