"""One record behind each desk address that names one: the address without an entry fails the guard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.areas.models import Area
from tests.factories.children import make_child
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_active_volunteer, make_volunteer


class Cast:
    """Makes what an address needs, in one village; nobody of the guard manages the places made here."""

    def __init__(self, area: Area) -> None:
        self.area = area

    def child(self) -> dict[str, Any]:
        """A child's record."""
        return {"uuid": make_child(self.area, id_number="529999201503070011").uuid}

    def volunteer(self) -> dict[str, Any]:
        """An application."""
        return {"uuid": make_volunteer(self.area).uuid}

    def pairing(self) -> dict[str, Any]:
        """A pairing."""
        return {"uuid": make_pairing(make_child(self.area), make_active_volunteer(self.area)).uuid}


@dataclass(frozen=True)
class Case:
    """How to make the record, and what else the address names."""

    make: Callable[[Cast], dict[str, Any]]
    more: dict[str, Any]

    def __call__(self, cast: Cast) -> dict[str, Any]:
        """The arguments of the address."""
        return self.make(cast) | self.more


def case(make: Callable[[Cast], dict[str, Any]], **more: Any) -> Case:
    """Short for the table below."""
    return Case(make, more)


OBJECTS: dict[str, Case] = {
    "children:detail": case(Cast.child),
    "children:edit": case(Cast.child),
    "children:confirm": case(Cast.child),
    "children:reveal": case(Cast.child, field="id_number"),
    "volunteers:desk_review": case(Cast.volunteer),
    "volunteers:desk_show_id": case(Cast.volunteer),
    "volunteers:desk_check": case(Cast.volunteer, kind="record_check"),
    "volunteers:desk_step": case(Cast.volunteer, verb="start_screening"),
    "volunteers:pairing": case(Cast.pairing),
    "volunteers:pairing_propose": case(Cast.child),
    "volunteers:pairing_step": case(Cast.pairing, step="pause"),
}
