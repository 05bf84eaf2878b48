"""All offices of a county as lines of text, to be filled in a spreadsheet and pasted back: 200 villages at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from activities.places.domain.opening import read_hours, write_hours
from home.enums.offices import OfficeKind
from home.models import Office
from portal.accounts.models import User
from portal.areas.models import Area
from portal.areas.scoping import within
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.seen import seen_of
from portal.input.cleaning import one_form

from ...actions import ContentAction
from ...editorial.domain.public_numbers import in_one_message
from ...site import county_code

COLUMNS = 7
MOST_PROBLEMS = 20


@dataclass
class Read:
    """What the lines say: offices to be saved, lines left empty, and what is wrong, each with its line."""

    offices: list[Office] = field(default_factory=list)
    empty: int = 0
    problems: list[str] = field(default_factory=list)


def write_table() -> str:
    """A line for each village, township and the county itself: code, name, phone, address, hours, note, by tabs."""
    code = county_code()
    offices = {office.area_id: office for office in Office.objects.select_related("area")}
    areas = Area.objects.filter(within([code], "code"), level__in=list(OfficeKind)).order_by("code") if code else []
    return "\n".join(_line(area, offices.get(area.pk)) for area in areas or [one.area for one in offices.values()])


def _line(area: Area, office: Office | None) -> str:
    found = office or Office()
    known = [found.phone, found.address, write_hours(found.opening_hours), found.opening_note]
    return "\t".join([area.code, area.name, *known, _version(office) if office else ""])


def _version(office: Office) -> str:
    """Stands at the end of a line, so that pasting it back later undoes nothing that was changed meanwhile."""
    values = {"office": [office.phone, office.address, office.opening_hours, office.opening_note]}
    return seen_of(values).removeprefix("office:")


def read_table(text: str) -> Read:
    """The lines, each checked; a line without a phone is left out. Two queries."""
    rows = [(number, _cells(line)) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    areas = {area.code: area for area in Area.objects.filter(code__in=[cells[0] for _number, cells in rows])}
    known = {office.area_id: office for office in Office.objects.filter(area__in=areas.values())}
    read, seen = Read(), set()
    for number, cells in rows:
        code, phone = cells[0], cells[2]
        if code not in areas:
            read.problems.append(_("Line %(line)s: no area has the code “%(code)s”.") % {"line": number, "code": code})
        elif code in seen:
            read.problems.append(_("Line %(line)s: %(code)s stands here twice.") % {"line": number, "code": code})
        elif not phone:
            read.empty += 1
        else:
            _take(read, number, known.get(areas[code].pk) or Office(area=areas[code]), cells)
        seen.add(code)
    return read


def _cells(line: str) -> list[str]:
    cells = [one_form(cell) for cell in line.split("\t")]
    return [*cells, *[""] * COLUMNS][:COLUMNS]


def _take(read: Read, number: int, office: Office, cells: list[str]) -> None:
    before = _line(office.area, office) if cells[6] and office.pk and cells[6] != _version(office) else ""
    office.phone, office.address, office.opening_note = cells[2], cells[3], cells[5]
    try:
        office.opening_hours = read_hours(cells[4])
        office.full_clean(validate_unique=False)
    except ValidationError as error:
        values = {"line": number, "name": cells[1] or cells[0], "problem": " ".join(error.messages)}
        read.problems.append(_("Line %(line)s (%(name)s): %(problem)s") % values)
    else:
        if before and before != _line(office.area, office):
            values = {"line": number, "name": cells[1] or cells[0], "now": before.replace("\t", " ")}
            said = _("Line %(line)s (%(name)s) was changed meanwhile to: %(now)s. Copy its last word to save yours.")
            read.problems.append(said % values)
        else:
            read.offices.append(office)


@change_of_state
def save_table(read: Read, *, by: User) -> int:
    """Save what was read without a problem, all of it or nothing. Returns how many offices."""
    if read.problems:
        raise ValueError("a table with problems is not saved")
    # Always in the same order, so that two who save a table at the same moment wait for one another.
    known = [office.pk for office in read.offices if office.pk]
    list(Office.objects.select_for_update(no_key=True).filter(pk__in=known).order_by("pk"))
    with in_one_message():
        for office in sorted(read.offices, key=lambda office: office.area_id):
            office.save()
    if read.offices:
        record(ContentAction.OFFICE_TABLE, actor=by, target=read.offices[0], count=len(read.offices))
    return len(read.offices)
