"""Places as the rows of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.components.rows import Cell, Column, Listing, Mark, Row, opening

from ..enums import PlaceKind


def rows_of(places: Iterable[Any]) -> Listing:
    """What it is called and how it is reached, and whether something unsafe is open there.

    Takes places annotated with `serious` and `small`: how many hazards are open.
    """
    columns = (
        Column(_("Place")),
        Column(_("Kind")),
        Column(_("Office phone"), "wide"),
        Column(_("Address"), "rest"),
        Column(pgettext("place", "Safety"), "end"),
    )
    kinds = {str(value): str(label) for value, label in PlaceKind.choices}
    serious, small = Mark(_("Serious hazard"), "danger"), Mark(_("Small hazard"), "warn")
    safe, address = _("Nothing open"), opening("activities:desk_place")

    def row(place: Any) -> Row:
        hazard: Cell = serious if place.serious else small if place.small else safe
        return Row(place.name, (kinds[place.kind], place.phone, place.address, hazard), address(place.uuid))

    return Listing(columns, [row(place) for place in places])
