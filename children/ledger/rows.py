"""Children as the rows of a list."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.components.rows import Cell, Column, Listing, Mark, Row, opening

from .enums import Category, ChildState, NeedDomain, Risk, Turned
from .models import Child


def rows_of(children: Iterable[Child]) -> Listing:
    """Names first, for whoever may open the records; at the end what somebody has to look at, else the state.

    Takes children with `current_categories`, needs and areas at hand (see `children_for`).
    """
    columns = (
        Column(_("Child")),
        Column(_("Called")),
        Column(_("Age")),
        Column(_("Village")),
        Column(_("Categories"), "rest"),
        Column(_("Needs"), "wide"),
        Column(_("State"), "end"),
    )
    return Listing(columns, [*map(_Words().row, children)])


class _Words:
    """The words of the rows, each translated once for all of them."""

    def __init__(self) -> None:
        self.address = opening("children:detail")
        self.comma = pgettext("list", ", ")
        self.years = _("%(band)s years")
        self.high = (Mark(_("High risk"), "danger"),)
        self.categories = {str(value): str(label) for value, label in Category.choices}
        self.needs = {str(value): str(label) for value, label in NeedDomain.choices}
        self.states = {str(value): str(label) for value, label in ChildState.choices}
        self.turned = {value: Mark(str(label), "warn") for value, label in Turned.choices}

    def row(self, child: Child) -> Row:
        """One child."""
        cells = (
            child.called_name,
            self.years % {"band": child.age_band},
            f"{child.area.parent} {child.area}",
            self.comma.join(self.categories[row.category] for row in child.current_categories),  # type: ignore[attr-defined]  # from the prefetch
            self.comma.join(self.needs[need.domain] for need in child.needs.all()),
            self._end(child),
        )
        marks = self.high if child.risk == Risk.HIGH else ()
        return Row(child.full_name, cells, self.address(child.uuid), child.case_number, marks)

    def _end(self, child: Child) -> Cell:
        if child.turned is not None:
            return self.turned[child.turned]
        state = child.state_today
        return Mark(self.states[state], "warn") if state == ChildState.DRAFT else self.states[state]
