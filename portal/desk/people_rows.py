"""People on staff as the rows of a list: who serves, who will, and who is proposed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.enums import Role
from portal.accounts.models import Assignment, RoleChange
from portal.components.rows import Act, Cell, Column, Listing, Mark, Note, Row
from portal.components.times import brief_day, briefly

Rows = Iterable[dict[str, Any]]


def serving(rows: Rows) -> Listing:
    """Who holds a role now, since when, and when they last signed in."""
    columns = (
        Column(_("Who")),
        Column(_("Role")),
        Column(_("Area"), "rest"),
        Column(_("Since"), "wide"),
        Column(_("Last signed in"), "wide"),
    )
    roles, not_yet, ends = _roles(), _("Not yet"), _("End this role")

    def row(one: dict[str, Any]) -> Row:
        held: Assignment = one["held"]
        seen: Cell = brief_day(held.user.last_login) if held.user.last_login else not_yet
        cells = (roles[held.role], one["area"], brief_day(held.since), seen)
        return Row(str(held.user), cells, _record(held), marks=_own(one), notes=_notes(one), acts=_end(one, ends))

    return Listing(columns, [row(one) for one in rows], _("Serving now"))


def upcoming(rows: Rows) -> Listing:
    """Whose role is confirmed and waits for its hour."""
    columns = (
        Column(_("Who")),
        Column(_("Role")),
        Column(_("Area"), "rest"),
        Column(_("Takes effect"), "end"),
    )
    roles, stops = _roles(), _("Stop it")

    def row(one: dict[str, Any]) -> Row:
        held: Assignment = one["held"]
        cells = (roles[held.role], one["area"], briefly(held.effective_at))
        return Row(str(held.user), cells, _record(held), marks=_own(one), notes=_notes(one), acts=_end(one, stops))

    return Listing(columns, [row(one) for one in rows], _("Confirmed, not yet in force"))


def proposed(changes: Iterable[RoleChange], left: Collection[int]) -> Listing:
    """What waits for a second person; `left`: keys of those whose proposer serves no more."""
    columns = (
        Column(_("Who")),
        Column(_("What is proposed")),
        Column(_("Area"), "rest"),
        Column(_("Proposed by"), "wide"),
        Column(_("Proposed on"), "end"),
    )
    what, machine = _("%(kind)s: %(role)s"), _("the operator at the machine")
    gone = (Mark(_("Has left: decline it and propose it anew"), "warn"),)

    def row(change: RoleChange) -> Row:
        said = what % {"kind": change.get_kind_display(), "role": change.get_role_display()}
        cells = (said, str(change.area), str(change.proposed_by or machine), brief_day(change.proposed_at))
        notes = (Note(change.user.email, wide=True),)
        opens = reverse("desk:people_change", args=[change.uuid])
        return Row(str(change.user), cells, opens, marks=gone if change.pk in left else (), notes=notes)

    return Listing(columns, [row(change) for change in changes], _("Waiting for a second person"))


def _roles() -> dict[str, str]:
    return {str(value): str(label) for value, label in Role.choices}


def _own(one: dict[str, Any]) -> tuple[Mark, ...]:
    return (Mark(_("You"), "plain"),) if one["own"] else ()


def _end(one: dict[str, Any], label: str) -> tuple[Act, ...]:
    held: Assignment = one["held"]
    if not one["may_end"]:
        return ()
    address = reverse("desk:people_end", args=[held.user.uuid, held.role, held.area.code])
    return (Act(label, address, str(held.user)),)


def _record(held: Assignment) -> str:
    return reverse("desk:people_identity", args=[held.user.uuid])


def _notes(one: dict[str, Any]) -> tuple[Note, ...]:
    """How they are reached, who gave the role, and what has to be looked at about who they are."""
    held: Assignment = one["held"]
    said = _("Counts as one person with %(other)s: %(mark)s")
    alike = [Note(said % {"other": other, "mark": mark}) for other, mark in one["alike"]]
    lacks = [] if one["on_file"] or one["own"] else [Note(_("No ID number or phone on file: enter it"))]
    return (Note(held.user.email, wide=True), *_given(held), *alike, *lacks)


def _given(held: Assignment) -> list[Note]:
    said = {"first": held.granted_by, "second": held.confirmed_by}
    if held.granted_by and held.confirmed_by:
        return [Note(_("Given by %(first)s and %(second)s") % said, wide=True)]
    if held.confirmed_by:
        return [Note(_("Given at the machine and by %(second)s") % said, wide=True)]
    return [Note(_("Given by %(first)s") % said, wide=True)] if held.granted_by else []
