"""From the cells of a table to its rows: joined cells are told apart, a frame around text becomes its paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .lines import Line, Read

MAX_ACROSS = 40
MAX_DOWN = 200
# A value stands in each row it holds for; a long note does not.
LONGEST_REPEATED = 100
MOST_OF_A_LETTER = 12
_OF_A_LETTER = re.compile(r"(?:文\s*件|(?:抄\s*送|抄\s*报|主\s*送|签\s*发\s*人)\s*[:：].*|.*\d\s*日\s*印\s*发)$")


@dataclass
class Cell:
    """What a cell holds; how many columns and rows it takes. `down` is 0 where it goes on from the row above."""

    lines: list[Line] = field(default_factory=list)
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        """On one line."""
        return " ".join(" ".join(line.words.split()) for line in self.lines)


def table_of(rows: list[list[Cell]], found: Read, longest: int | None = None) -> list[Line]:
    """A table as one line, or the lines of what only arranges text: a single column or row, a table in a cell.

    A cell that holds more than `longest` characters in one line is no cell of a table. Joined cells are noted.
    """
    inside = [line for row in rows for cell in row for line in cell.lines]
    arranges = any(line.style == "table" or (longest and len(line.text) > longest) for line in inside)
    grid = [[] for _row in rows] if arranges else _grid(rows)
    filled = [row for row in _with_one_head(grid, rows) if any(row)]
    width = max((len(row) for row in filled), default=0)
    if width < 2 or len(filled) < 2 or _is_letter(inside, filled):
        return inside
    table = Line("", "table", tuple(tuple(row + [""] * (width - len(row))) for row in filled))
    if any(cell.down != 1 or 1 < cell.across < width for row in rows for cell in row):
        found.notes.append(("cells_joined", " ".join(text for text in filled[0] if text)[:24]))
    return [table]


def _grid(rows: list[list[Cell]]) -> list[list[str]]:
    """The text of each place.

    What stands in several rows is in each of them; what takes several columns of the first row heads each of them,
    unless it takes the whole row: then it is the table's caption.
    """
    grid: list[list[str]] = []
    head = _head(rows)
    below: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(rows):
        out: list[str] = []
        for cell in row:
            out += _from_above(below, len(out))
            above = grid[-1][len(out)] if grid and len(out) < len(grid[-1]) else ""
            text = _short(above) if cell.down == 0 and not cell.text else cell.text
            across = min(max(cell.across, 1), MAX_ACROSS)
            shown = [text, *[_short(text) if number == head else ""] * (across - 1)]
            if cell.down > 1:
                rest = min(cell.down, MAX_DOWN) - 1
                below |= {len(out) + at: (rest, _short(one)) for at, one in enumerate(shown)}
            out += shown
        out += _from_above(below, len(out))
        grid.append(out)
    return grid


def _head(rows: list[list[Cell]]) -> int:
    """The first row that is not one cell."""
    return next((number for number, row in enumerate(rows) if len(row) > 1), 0)


def _with_one_head(grid: list[list[str]], rows: list[list[Cell]]) -> list[list[str]]:
    """A head of two rows in one: 标准 above 集中 and 散居 becomes 标准 集中 and 标准 散居."""
    head = _head(rows)
    below = rows[head + 1] if head + 2 < len(rows) else []
    hangs = any(cell.down > 1 for cell in rows[head]) or any(cell.down == 0 for cell in below)
    if not (grid and grid[head] and below and hangs and any(cell.across > 1 for cell in rows[head])):
        return grid
    columns = itertools.zip_longest(grid[head], grid[head + 1], fillvalue="")
    one = [first if first == second else f"{first} {second}".strip() for first, second in columns]
    return [*grid[:head], one, *grid[head + 2 :]]


def _from_above(below: dict[int, tuple[int, str]], column: int) -> Iterator[str]:
    """The cells that hang down into this row, from this column on."""
    while column in below:
        rest, text = below.pop(column)
        if rest > 1:
            below[column] = (rest - 1, text)
        yield text
        column += 1


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_REPEATED else ""


def _is_letter(inside: list[Line], rows: list[list[str]]) -> bool:
    """A letterhead or its foot is set with a table, but is none."""
    return len(inside) <= MOST_OF_A_LETTER and any(_OF_A_LETTER.match(text) for row in rows for text in row)
