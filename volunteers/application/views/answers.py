"""An application's answers as they are shown for checking and for review."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.privacy.masking import mask_id_number

from ..enums import ServiceType, TimeSlot
from ..forms.apply import PAGES, Page
from ..models import Volunteer


@dataclass(frozen=True)
class Section:
    """The answers of one page."""

    title: str | Promise
    rows: list[dict[str, Any]]


def answer_rows(volunteer: Volunteer) -> list[Section]:
    """Page by page, with links to change them."""
    return [Section(kind.title, _rows(kind, volunteer)) for kind in PAGES]


def shown(name: str, volunteer: Volunteer) -> str:
    """One answer in words; the ID number only masked."""
    if name == "id_number":
        return mask_id_number(volunteer.id_number)
    if name in {"services", "times"}:
        return labels(name, getattr(volunteer, name))
    if name == "area":
        return volunteer.area.local_name
    return str(getattr(volunteer, name))


def labels(name: str, values: list[str]) -> str:
    """The labels of chosen services or times."""
    choices = dict(ServiceType.choices if name == "services" else TimeSlot.choices)
    return pgettext("list", ", ").join(str(choices.get(value, value)) for value in values)


def _rows(kind: type[Page], volunteer: Volunteer) -> list[dict[str, Any]]:
    url = reverse("volunteers:apply_page", args=[kind.slug]) + "?then=check"
    if not kind.is_done(volunteer) and kind.slug in {"where", "conduct"}:
        return [{"key": kind.title, "value": "", "change_url": url}]
    if kind.slug == "conduct":
        return [{"key": kind.title, "value": _("Signed"), "change_url": url}]
    return [
        {"key": kind.base_fields[name].label, "value": shown(name, volunteer), "change_url": url} for name in kind.names
    ]


SHOWN_TO_STAFF = (
    "real_name",
    "id_number",
    "birth_year",
    "phone",
    "occupation",
    "services",
    "times",
    "motivation",
    "experience",
    "referee_name",
    "referee_phone",
)


def facts_of(volunteer: Volunteer, *, without: Collection[str] = ()) -> list[tuple[Any, str]]:
    """The application as staff read it: field names of the record, the ID number masked."""
    names = [name for name in SHOWN_TO_STAFF if name not in without]
    pairs = [(volunteer._meta.get_field(name), shown(name, volunteer)) for name in names]
    return [(field.verbose_name, text) for field, text in pairs if text not in {"", "None"}]  # type: ignore[union-attr]  # plain fields
