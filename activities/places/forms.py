"""Forms of places: what the public reads, opening hours, rooms, photos, hazards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from portal.accounts.models import User
from portal.areas.models import Area
from portal.changes.seen import FIELD, Difference, seen_of
from portal.changes.seen_forms import compare, seen_field, take_theirs
from portal.input.cleaning import PhoneField
from portal.input.normalised import NormalisedForm, normalised

from ..enums import RoomKind
from ..models import Place
from ..sessions.enums import SessionRefusal
from .domain.editing import OF_THE_PLACE, OF_THE_TOWNSHIP, areas_to_open_in, as_shown, possible_managers
from .domain.opening import read_hours, write_hours
from .enums import PlaceRefusal, Reason

HOURS_EXAMPLE = "周三至周日 9:00-17:00"
# The form asks for one thing after the other.
GROUPS = (
    (
        pgettext_lazy("a place's form", "Which place"),
        ["name", "name_en", "area", "kind", "address", "slug", "managers"],
    ),
    (
        pgettext_lazy("a place's form", "What it has"),
        ["safe_venue", "equipment", "family_phone", "library", "stars"],
    ),
    (pgettext_lazy("a place's form", "How to reach it"), ["phone", "opening_hours", "opening_note", "directions"]),
    (pgettext_lazy("a place's form", "What families read"), ["summary", "summary_en", "listed"]),
)
# Beside which field a refusal of the domain is shown.
FIELD_OF: dict[Reason, str] = {
    PlaceRefusal.NOT_MANAGERS: "managers",
    PlaceRefusal.SLUG_TAKEN: "slug",
    PlaceRefusal.NOT_YOUR_AREA: "area",
}


class AreaField(forms.ModelChoiceField):
    """A village or township, after what it belongs to."""

    def label_from_instance(self, obj: Any) -> str:
        """Township and village."""
        return f"{obj.parent} · {obj}" if obj.parent else str(obj)


class HoursField(forms.CharField):
    """A week of opening hours, written as people write them."""

    def prepare_value(self, value: Any) -> Any:
        """What is stored, as text; what was typed, as it was."""
        return write_hours(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Seven lists, Monday first. Raises ValidationError."""
        return read_hours(super().clean(value))


class PlaceForm(forms.Form):
    """What the public reads of a place. Its own manager changes only what the place itself decides."""

    differences: list[Difference] = []
    GROUPS = GROUPS

    def __init__(self, data: QueryDict | None, *, user: User, place: Place | None = None, in_full: bool = True) -> None:
        super().__init__(normalised(data), initial=_initial(place) if place else {"listed": True})
        names = [*OF_THE_TOWNSHIP, *OF_THE_PLACE] if in_full else OF_THE_PLACE
        planned = forms.fields_for_model(Place, fields=names)
        for name, field in planned.items():
            field.validators += Place._meta.get_field(name).validators  # type: ignore[union-attr]  # all are editable
        self.fields.update(planned)  # type: ignore[arg-type]  # as above
        self._prepare()
        if in_full:
            self._add_what_the_township_decides(user, place)
        if place:
            self.fields[FIELD] = seen_field()
            fresh = _initial(place)
            take_theirs(self, {name: fresh[name] for name in self.fields if name in fresh and name != FIELD})

    def _prepare(self) -> None:
        self.fields["phone"] = PhoneField(label=_("office phone"), required=False)
        self.fields["opening_hours"] = HoursField(
            label=pgettext_lazy("place", "opening hours"),
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("One line a group of days, for example: %(example)s") % {"example": HOURS_EXAMPLE},
            required=False,
        )
        self.fields["opening_note"].label = pgettext_lazy("place", "about the opening hours")
        self.fields["directions"].help_text = _("The bus stop, the entrance, whether there are steps.")
        for name in ("summary", "summary_en", "directions"):
            self.fields[name].widget.attrs["rows"] = 3

    def _add_what_the_township_decides(self, user: User, place: Place | None) -> None:
        areas = areas_to_open_in(user) if place is None else Area.objects.filter(pk=place.area_id)
        if place is None:
            self.fields["area"] = AreaField(
                areas.select_related("parent"), label=_("village or township"), empty_label=_("Choose one")
            )
        else:
            self.fields["managers"] = forms.ModelMultipleChoiceField(
                possible_managers(place),
                label=_("centre managers"),
                help_text=_("People with the role of centre manager here. They see and change only their own place."),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        slug = self.fields["slug"]
        slug.required = False
        slug.help_text = _("Small letters and digits, for example shitang. Left empty, one is made up.")
        self.order_fields(["name", "area", "kind", "address"])

    def planned(self) -> dict[str, Any]:
        """The fields of the place, ready for the domain."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {FIELD, "managers"}}

    def refuse(self, reason: Reason) -> None:
        """Show a refusal of the domain beside the field it is about."""
        name = FIELD_OF.get(reason)
        self.add_error(name if name in self.fields else None, str(reason.label))

    def compare(self, place: Place) -> None:
        """Show what somebody else has changed meanwhile beside what was typed."""
        now, wanted = as_shown(place), self.planned()
        wanted["slug"] = wanted.get("slug") or place.slug
        if "managers" in self.cleaned_data:
            wanted["managers"] = {user.pk for user in self.cleaned_data["managers"]}
        self.differences = compare(self, now=now, wanted=wanted, fresh=_initial(place), said=_said)


def _said(name: str, value: Any) -> Any:
    """As people read it: hours as a week, managers by name."""
    if name == "opening_hours":
        return write_hours(value)
    return User.objects.filter(pk__in=value).order_by("pk") if name == "managers" else value


class HidingForm(NormalisedForm):
    """What becomes of the sessions to come when a place is shown no longer."""

    GO_ON, CANCEL = "go_on", "cancel"

    then = forms.ChoiceField(
        label=_("What becomes of these sessions?"),
        choices=[
            (GO_ON, _("They take place there all the same; the people are told that the place is shown no longer")),
            (CANCEL, _("They are cancelled, and the people are told at once")),
        ],
        widget=forms.RadioSelect,
    )
    cancel_for = forms.CharField(
        label=_("why they are cancelled"),
        max_length=200,
        required=False,
        help_text=_("Everyone who signed up reads this, and the public."),
    )

    def clean(self) -> dict[str, Any]:
        """Nothing is cancelled without a reason."""
        data = super().clean() or {}
        if data.get("then") == self.CANCEL and not data.get("cancel_for"):
            self.add_error("cancel_for", str(SessionRefusal.REASON_MISSING.label))
        return data

    def decided(self) -> dict[str, Any]:
        """For the domain."""
        data = self.cleaned_data
        go_on = data["then"] == self.GO_ON
        return {"sessions_go_on": go_on, "cancel_for": "" if go_on else data["cancel_for"]}


def _initial(place: Place) -> dict[str, Any]:
    values = {name: getattr(place, name) for name in (*OF_THE_TOWNSHIP, *OF_THE_PLACE)}
    managers = list(place.managers.values_list("pk", flat=True))
    return {**values, "managers": managers, FIELD: seen_of(as_shown(place))}


class RoomForm(NormalisedForm):
    """A room of a place."""

    name = forms.CharField(label=_("name of the room"), max_length=40)
    kind = forms.ChoiceField(label=_("kind of room"), choices=RoomKind.choices)


class PhotoForm(NormalisedForm):
    """A photo of the rooms, checked by the field of the picture library."""

    alt = forms.CharField(
        label=_("what can be seen"),
        help_text=_("Read aloud to people who cannot see it, for example: a reading corner with low shelves."),
        max_length=120,
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        in_the_library: Any = type(get_image_form(get_image_model()).base_fields["file"])
        file = in_the_library(label=_("photo"), widget=forms.FileInput)
        file.help_text = _("The house or the rooms, empty or from behind. Never a child who could be recognised.")
        self.fields["file"] = file
        self.order_fields(["file", "alt"])


class LookedForm(forms.Form):
    """The tick of whoever has looked at a photo that somebody else took."""

    looked = forms.BooleanField(
        label=_("No child can be recognised, no name and no address can be read, in the picture and in its words"),
        error_messages={
            "required": _("Look for faces, name tags, drawings, house numbers and plates; then tick this.")
        },
    )


class HazardForm(NormalisedForm):
    """Something unsafe at a place."""

    description = forms.CharField(label=_("what is unsafe"), max_length=200)
    serious = forms.BooleanField(label=_("serious: no session may be published until it is resolved"), required=False)
