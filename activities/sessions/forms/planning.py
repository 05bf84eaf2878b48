"""Planning a session and cancelling it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.changes.seen import FIELD, Difference, seen_of
from portal.changes.seen_forms import compare, seen_field, take_theirs
from portal.input.normalised import NormalisedForm, normalised

from ...enums import CommonRefusal
from ...models import Place, Room, Session
from ..domain.editing import as_shown, plan_denied_reasons, possible_staff, primary_place
from ..enums import Reason, SessionRefusal

FIELDS = [
    "title",
    "kind",
    "action",
    "place",
    "room",
    "age_from",
    "age_to",
    "child_capacity",
    "volunteer_capacity",
    "summary",
    "bring",
    "guardian_part",
    "title_en",
    "summary_en",
]
# The form asks for one thing after the other.
GROUPS = (
    (pgettext_lazy("planning a session", "What it is"), ["title", "kind", "action"]),
    (pgettext_lazy("planning a session", "When and where"), ["place", "room", "day", "begins", "finishes"]),
    (
        pgettext_lazy("planning a session", "For whom, and with whom"),
        ["age_from", "age_to", "child_capacity", "volunteer_capacity", "staff"],
    ),
    (pgettext_lazy("planning a session", "What families read"), ["summary", "bring", "guardian_part"]),
    (pgettext_lazy("planning a session", "In English"), ["title_en", "summary_en"]),
)
# What of a session two fields of the form say together.
ON_FORM = {"starts": ("begins", "day"), "ends": ("finishes", "day")}
# Beside which field a refusal of the domain is shown.
FIELD_OF = {
    CommonRefusal.NOT_YOURS: "place",
    SessionRefusal.ROOM_TAKEN: "room",
    SessionRefusal.PEOPLE_BUSY: "day",
    CommonRefusal.PAST: "day",
    SessionRefusal.TIME_PASSED: "day",
    SessionRefusal.ENDS_FIRST: "finishes",
    SessionRefusal.ROOM_ELSEWHERE: "room",
    SessionRefusal.AGES_TURNED: "age_to",
    SessionRefusal.TEAM_NOT_STAFF: "staff",
    SessionRefusal.BELOW_TAKEN: "child_capacity",
}


def day_input() -> forms.DateInput:
    """A date picker whose value browsers understand."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def time_input() -> forms.TimeInput:
    """A time picker whose value browsers understand."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SessionForm(forms.Form):
    """A session as it is planned; the place, room and staff offered are the user's own."""

    day = forms.DateField(label=_("day"), widget=day_input())
    begins = forms.TimeField(label=_("starts"), widget=time_input())
    finishes = forms.TimeField(label=_("ends"), widget=time_input())
    differences: list[Difference] = []
    GROUPS = GROUPS

    def __init__(self, data: QueryDict | None, *, user: User, session: Session | None = None) -> None:
        self.session = session
        places = Place.objects.where_can(user, Capability.MANAGE_SESSION)
        begun = {"volunteer_capacity": 2, "place": primary_place(user, places)}
        super().__init__(normalised(data), initial=_initial(session) if session else begun)
        planned = forms.fields_for_model(Session, fields=FIELDS)
        planned["place"] = forms.ModelChoiceField(places, label=_("place"))
        rooms = Room.objects.filter(place__in=places).select_related("place")
        planned["room"] = RoomField(rooms, label=_("room"), required=False)
        staff = possible_staff(places)
        planned["staff"] = forms.ModelMultipleChoiceField(
            User.objects.filter(pk__in=[person.pk for person in staff]).order_by("pk"),
            label=_("staff who are there the whole time"),
            help_text=_("At least two checked adults must be there; volunteers who sign up count too."),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        planned["room"].empty_label = _("No room in particular")  # type: ignore[union-attr]
        planned["place"].empty_label = _("Choose one")  # type: ignore[union-attr]
        for name in ("kind", "action"):
            planned[name].choices = [  # type: ignore[union-attr]  # both are fields with choices
                (value, label if value else _("Choose one"))
                for value, label in planned[name].choices  # type: ignore[union-attr]
            ]
        if session:
            planned[FIELD] = seen_field()
        order = ["title", "kind", "action", "place", "room", "day", "begins", "finishes"]
        self.fields.update({name: field for name, field in planned.items() if field})
        self.order_fields([*order, *[name for name in planned if name not in order]])
        if session:
            fresh = _initial(session)
            take_theirs(self, {name: fresh[name] for name in self.fields if name != FIELD}, parts=ON_FORM)

    def clean(self) -> dict[str, Any]:
        """Rules that need more than one field; each error stands beside the field to change."""
        data = super().clean() or {}
        # The hours are compared even while no day has been chosen: on any day to come.
        day = data.get("day") or timezone.localdate() + timedelta(days=1)
        for name, clock in (("starts", data.get("begins")), ("ends", data.get("finishes"))):
            if clock:
                data[name] = timezone.make_aware(datetime.combine(day, clock))
        for reason in plan_denied_reasons(data):
            self.refuse(reason)
        self._clean_capacities(data)
        return data

    def _clean_capacities(self, data: dict[str, Any]) -> None:
        if self.session is None:
            return
        for name, taken in (
            ("child_capacity", self.session.children_taken),
            ("volunteer_capacity", self.session.volunteers_taken),
        ):
            if data.get(name) is not None and data[name] < taken:
                message = _("%(number)s have signed up already; it cannot be fewer.") % {"number": taken}
                self.add_error(name, message)

    def planned(self) -> dict[str, Any]:
        """The session's fields, ready for the domain."""
        data = self.cleaned_data
        return {name: data[name] for name in [*FIELDS, "starts", "ends"]}

    def team(self) -> Iterable[User]:
        """The staff chosen."""
        return self.cleaned_data["staff"]

    def refuse(self, reason: Reason) -> None:
        """Show a refusal of the domain beside the field it is about."""
        self.add_error(FIELD_OF.get(reason), str(reason.label))

    def compare(self, session: Session) -> None:
        """Show what somebody else has changed meanwhile beside what was typed."""
        now, wanted = as_shown(session), {**self.planned(), "staff": list(self.team())}
        self.differences = compare(self, now=now, wanted=wanted, fresh=_initial(session), parts=ON_FORM)


class RoomField(forms.ModelChoiceField):
    """A room with the name of its place."""

    def label_from_instance(self, obj: Any) -> str:
        """See ModelChoiceField."""
        return f"{obj.place.name} · {obj.name}"


def _initial(session: Session) -> dict[str, Any]:
    starts, ends = timezone.localtime(session.starts), timezone.localtime(session.ends)
    chosen = {name: getattr(session, name) for name in FIELDS if name not in {"place", "room"}}
    times = {"day": starts.date(), "begins": starts.time(), "finishes": ends.time()}
    staff = list(session.team.values_list("user_id", flat=True))
    shown = {"place": session.place_id, "room": session.room_id, "staff": staff, FIELD: seen_of(as_shown(session))}
    return {**chosen, **times, **shown}


class CancelForm(NormalisedForm):
    """Why a session is called off."""

    reason = forms.CharField(
        label=_("why it is cancelled"),
        max_length=200,
        help_text=_("Everyone who signed up reads this, and the public."),
    )
