"""Loading the tree of areas from a file: what is new is added, what was renamed is renamed, nothing is removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from .area_files import AreaFileError, AreaRow, rows_of
from .enums import CODE_LENGTH
from .models import Area

DEMO_COUNTY = Path(__file__).parent / "data" / "demo_county.csv"
BATCH = 2000


@dataclass(frozen=True)
class Counts:
    """How many areas a load added, changed and found as they were."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        return f"{self.new} new, {self.changed} changed, {self.unchanged} unchanged"

    def as_dict(self) -> dict[str, int]:
        """For JSON."""
        return asdict(self)


@transaction.atomic
def load_file(path: Path) -> Counts:
    """Load a CSV file with the columns code, name, level, parent_code and perhaps name_en; all of it or nothing.

    An area that is in the database and not in the file stays. Raises AreaFileError.
    """
    stored = Area.objects.values_list("code", "pk", "name", "parent_id", "name_en")
    known = {code: _Known(pk, name, parent_id, name_en) for code, pk, name, parent_id, name_en in stored}
    rows = _unique(rows_of(path))
    _require_parents(rows, known)
    added = [row for row in rows.values() if row.code not in known]
    stayed = [row for row in rows.values() if row.code in known]
    for length in CODE_LENGTH.values():
        _create([row for row in added if len(row.code) == length], known)
    changed = [row for row in stayed if _differs(row, known)]
    _change(changed, known)
    return Counts(len(added), len(changed), len(stayed) - len(changed))


class _Known(NamedTuple):
    pk: int
    name: str
    parent_id: int | None
    name_en: str


def _unique(rows: Iterable[AreaRow]) -> dict[str, AreaRow]:
    found: dict[str, AreaRow] = {}
    for row in rows:
        if row.code in found:
            raise AreaFileError(f"Line {row.line}: the code {row.code} stands already in line {found[row.code].line}.")
        found[row.code] = row
    return found


def _require_parents(rows: dict[str, AreaRow], known: dict[str, _Known]) -> None:
    for row in rows.values():
        if row.parent_code and row.parent_code not in rows and row.parent_code not in known:
            raise AreaFileError(
                f"Line {row.line}: {row.code} lies in {row.parent_code}, which is unknown: add its line."
            )


def _create(rows: list[AreaRow], known: dict[str, _Known]) -> None:
    """Add the areas of one level; the level above is known by then."""
    made = [
        Area(code=row.code, name=row.name, level=row.level, parent_id=_parent(row, known), name_en=row.name_en)
        for row in rows
    ]
    for area in Area.objects.bulk_create(made, batch_size=BATCH):
        known[area.code] = _Known(area.pk, area.name, area.parent_id, area.name_en)


def _differs(row: AreaRow, known: dict[str, _Known]) -> bool:
    stored = known[row.code]
    return (stored.name, stored.parent_id, stored.name_en) != (row.name, _parent(row, known), _english(row, known))


def _change(rows: list[AreaRow], known: dict[str, _Known]) -> None:
    areas = [
        Area(pk=known[row.code].pk, name=row.name, parent_id=_parent(row, known), name_en=_english(row, known))
        for row in rows
    ]
    Area.objects.bulk_update(areas, ["name", "parent", "name_en"], batch_size=BATCH // 10)


def _english(row: AreaRow, known: dict[str, _Known]) -> str:
    """What the file says; a file without English names takes none away."""
    return row.name_en or known[row.code].name_en


def _parent(row: AreaRow, known: dict[str, _Known]) -> int | None:
    return known[row.parent_code].pk if row.parent_code else None
