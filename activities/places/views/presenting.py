"""A place as its page on the desk draws it: what is unsafe, what it has, whom to call, and what was done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.components.record import Act, Awaited, Card, Contact, Head, Line, Mark, Moment, Record
from portal.pages.dates import day_text, from_morning

from ...actions import PlaceAction
from ...models import Hazard, Photo, Place
from ...permissions import may, may_in_full
from ...responsible import managers_of
from ..domain.photos import SMALL
from ..forms import HazardForm, PhotoForm, RoomForm
from .facts import haves_of

SHOWN_AT_MOST = 40


def context_of(place: Place, user: User, **forms: Any) -> dict[str, Any]:
    """What the page is given; `forms` are those that were sent and refused. A constant number of queries."""
    manages = may(user, Capability.MANAGE_SESSION, place)
    shown = {"form": HazardForm(), "room_form": RoomForm(), "photo_form": PhotoForm()} | forms
    hazards, waiting = list(place.hazards.all()), list(Photo.waiting().filter(place=place))
    told = Record(
        head=_head(place, hazards, manages=manages),
        due=[*_hazards_due(place, hazards, manages=manages), *_due(place, user, waiting)],
        main=[
            _rooms(place, manages, shown["room_form"]),
            _photos(place, waiting, manages, shown["photo_form"]),
            _unsafe(place, hazards, shown["form"]),
        ],
        cards=[_reach(place), _facts(place)],
        moments=_moments(place),
        story=pgettext("place", "What was done"),
    )
    return {"place": place, "record": told} | shown


def _head(place: Place, hazards: list[Hazard], *, manages: bool) -> Head:
    marks = [] if place.listed else [Mark(_("Not shown to the public"), "warn")]
    if any(hazard.serious and hazard.resolved_on is None for hazard in hazards):
        marks.append(Mark(_("Serious hazard"), "danger"))
    change = Act(_("Change"), reverse("activities:desk_place_edit", args=[place.uuid]), "edit")
    public = Act(_("The public page"), place.get_absolute_url())
    return Head(place.name, marks, [place.get_kind_display(), place.address], [*([change] if manages else []), public])


def _hazards_due(place: Place, hazards: list[Hazard], *, manages: bool) -> Iterator[Awaited]:
    for hazard in hazards:
        if hazard.resolved_on is None:
            resolve = reverse("activities:desk_hazard_resolve", args=[place.uuid, hazard.uuid])
            act = Act(_("It is safe again"), resolve, post=True) if manages else None
            title, urgency = (_("Serious hazard"), "late") if hazard.serious else (_("Hazard"), "soon")
            yield Awaited(title, hazard.description, urgency, from_morning(hazard.found_on), act)


def _due(place: Place, user: User, waiting: list[Photo]) -> Iterator[Awaited]:
    if place.managers.exists() and not managers_of(place):
        yield Awaited(_("Needs a new manager"), urgency="soon")
    if waiting:
        confirms = may_in_full(user, Capability.CONFIRM_PHOTO, place)
        look = Act(_("Photos to look at"), reverse("activities:desk_photos")) if confirms else None
        said = _("Somebody else, from the township or the county, looks at each photo first.")
        yield Awaited(_("Not yet shown to the public"), said, "soon", act=look)


def _rooms(place: Place, manages: bool, form: RoomForm) -> Card:
    rooms_url = reverse("activities:desk_place_rooms", args=[place.uuid])
    rooms = list(place.rooms.all())

    def removing(room: Any) -> list[Act]:
        label = _("Remove %(name)s") % {"name": room.name}
        return [Act(label, rooms_url, "", True, "remove", str(room.pk))] if manages else []

    none = _("No rooms yet. A children's home has a library, a family room and an activity room.")
    return Card(
        _("Rooms"),
        "rooms",
        lines=[Line(room.name, "", room.get_kind_display(), (), removing(room)) for room in rooms],
        note="" if rooms else none,
        template="activities/desk/place_room_form.html" if manages else "",
        context={"place": place, "form": form},
    )


def _photos(place: Place, waiting: list[Photo], manages: bool, form: PhotoForm) -> Card:
    about: dict[str, Any] = {"place": place, "manages": manages, "form": form, "waiting": waiting}
    about |= {"photos": Photo.shown(SMALL).filter(place=place)}
    return Card(_("Photos"), "photos", template="activities/desk/place_photos.html", context=about)


def _unsafe(place: Place, hazards: list[Hazard], form: HazardForm) -> Card:
    return Card(
        _("What is unsafe"),
        "hazards",
        lines=[_hazard(hazard) for hazard in hazards],
        note="" if hazards else _("Nothing has been found."),
        template="activities/desk/place_hazard_form.html",
        context={"place": place, "form": form},
    )


def _hazard(hazard: Hazard) -> Line:
    marks = [Mark(_("Serious"), "danger")] if hazard.serious else []
    days = [_("Found on %(day)s") % {"day": day_text(hazard.found_on)}]
    if hazard.resolved_on:
        marks.append(Mark(_("Resolved")))
        days.append(_("resolved on %(day)s") % {"day": day_text(hazard.resolved_on)})
    return Line(hazard.description, "", " · ".join(days), marks)


def _reach(place: Place) -> Card:
    managers = [str(user) for user in managers_of(place)]
    comma = pgettext("list", ", ")
    who = [(_("Centre managers"), comma.join(managers) or _("Nobody yet"))]
    return Card(_("Who runs it"), facts=who, contacts=[Contact(_("Office"), place.phone)] if place.phone else [])


def _facts(place: Place) -> Card:
    week = [(f"{line.days} {line.hours}",) for line in place.opening.lines()]
    hours = format_html_join("", "{}<br>", week) if week else ""
    shut = _("No hours are entered: the public reads “please ring first”.")
    comma, haves = pgettext("list", ", "), haves_of(place)
    return Card(
        _("The facts"),
        facts=[
            (_("Open"), hours or shut),
            (_("About the hours"), place.opening_note),
            (_("It has"), comma.join(str(name) for name, has in haves if has)),
            (pgettext("place", "Not yet"), comma.join(str(name) for name, has in haves if not has)),
            (
                _("Shown to the public"),
                _("Yes") if place.listed else _("No: the place and its sessions are hidden."),
            ),
        ],
    )


def _moments(place: Place) -> list[Moment]:
    """What the audit log has of it, without who only looked."""
    told = [str(action) for action in PlaceAction if not action.is_reading]
    rows = AuditEvent.objects.filter(target_id=str(place.uuid), target_type=place._meta.label_lower, action__in=told)
    latest = list(rows.select_related("actor").order_by("-sequence")[:SHOWN_AT_MOST])
    return [Moment(row.at, PlaceAction(row.action).label, "", row.actor or "") for row in reversed(latest)]
