"""What every reader hands on: lines with what is known of their part in the document; and how a file is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

Problem = Literal[
    "missing",
    "empty",
    "too_large",
    "too_slow",
    "bomb",
    "kind",
    "old_word",
    "program",
    "disguised",
    "macros",
    "encoding",
    "garbled",
    "damaged",
    "encrypted",
    "scanned",
    "active",
    "picture",
    "archive",
    "id_number",
    "no_glyphs",
]
PROBLEMS: tuple[str, ...] = get_args(Problem)

# "" is a line as it stood on paper, which may be the middle of a paragraph; "p" a whole paragraph; "h1" to "h6" what
# the document itself calls a heading; "open" a line that begins a paragraph by its indent.
Style = Literal["", "open", "p", "h1", "h2", "h3", "title", "ul", "ol", "table"]

MAX_CHARACTERS = 500_000


class Refused(Exception):
    """This file cannot be imported; `problem` is the code that `ImportProblem` has the words for."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Line:
    """A line, a paragraph, a heading, an item of a list, or a table (`rows`; then `text` is empty)."""

    text: str
    style: Style = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """All its text, of a table too."""
        return self.text or "\n".join(" ".join(row) for row in self.rows)


@dataclass
class Read:
    """What a reader found: `dropped` is text that is not the document's own, `notes` are codes of doubts."""

    lines: list[Line] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def as_table(rows: Iterable[Iterable[str]]) -> list[Line]:
    """A table as one line; what has a single column or row is a frame around text, and becomes paragraphs."""
    filled = [[" ".join(cell.split()) for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    width = max((len(row) for row in filled), default=0)
    if width < 2 or len(filled) < 2:
        return [Line(cell, "p") for row in filled for cell in row if cell]
    return [Line("", "table", tuple(tuple(row + [""] * (width - len(row))) for row in filled))]
