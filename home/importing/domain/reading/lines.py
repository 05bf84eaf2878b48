"""What every reader hands on: lines with what is known of their part in the document; and how a file is refused."""

from __future__ import annotations

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
    "secret",
    "ofd",
    "spreadsheet",
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
    """A line, a paragraph, a heading, an item of a list, or a table (`rows`; then `text` is empty).

    How it looks, where that is known: the size of its letters, whether it stands in the middle, whether it is bold.
    """

    text: str
    style: Style = ""
    rows: tuple[tuple[str, ...], ...] = ()
    size: float = field(default=0, compare=False)
    centred: bool = field(default=False, compare=False)
    strong: bool = field(default=False, compare=False)

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
