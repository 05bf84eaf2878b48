"""From a Word document to lines: its own headings, numbering, tables, notes; what is not text is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .lines import Line, Read, Refused, Style
from .numbering import BULLET, Numbering, attribute, integer, name_of, spaced, value_of
from .package import Package
from .tables import Cell, table_of
from .titles import mark_title
from .trees import tree
from .word_styles import HEADINGS, Styles, child_of
from .word_text import GONE, SILENT, Text

_PAGE_AT_END = re.compile(r"\d\s*$")
# Columns a row of Word may leave out at its beginning.
MAX_LEFT_OUT = 40


def read_word(raw: bytes) -> Read:
    """The text in order. Raises Refused."""
    return _Document(Package(raw)).read()


class _Document:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.found = Read(dropped=[f"[{name}]" for name in package.left_out])
        styles, numbering = package.parts("styles"), package.parts("numbering")
        self.styles = Styles(tree(package.read(styles[0])) if styles else [])
        self.numbering = Numbering(tree(package.read(numbering[0])) if numbering else None)
        self.text = Text(self.found, self.styles, self._blocks)
        self.cells = 0
        self.centred = False
        # The text of a paragraph whose end was deleted: it goes on in the next one.
        self.carried = ""

    def read(self) -> Read:
        """All parts. Raises Refused."""
        root = tree(self.package.read(self.package.main))
        if name_of(root) != "document":
            raise Refused("disguised")
        for kind in ("footnotes", "endnotes"):
            for name in self.package.parts(kind):
                notes = enumerate(tree(self.package.read(name)))
                self.text.notes |= {(kind, attribute(note, "id") or f"#{number}"): note for number, note in notes}
        self.found.lines += self._blocks(root)
        for note in list(self.text.notes.values()):
            self.found.lines += self._blocks([note])
        if self.carried:
            self.found.lines.append(Line(self.carried, "p"))
        for kind in ("header", "footer", "comments"):
            for name in self.package.parts(kind):
                self.found.dropped += [line.words for line in self._blocks(tree(self.package.read(name)))]
        mark_title(self.found)
        return self.found

    def _blocks(self, element: Any) -> Iterator[Line]:
        """Paragraphs and tables below an element, in order, whatever wraps them."""
        for child in element:
            name = name_of(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in GONE:
                self.text.drop(child)
            elif name == "altChunk":
                self.found.notes.append(("left_out", ""))
            elif name == "oMathPara":
                yield Line(self.text.of_paragraph(child, "", []), "p")
            elif name not in SILENT:
                yield from self._blocks(child)

    def _table(self, element: Any) -> list[Line]:
        rows = (child for child in element.iter() if name_of(child) == "tr")
        own = [row for row in rows if next(up for up in row.iterancestors() if name_of(up) == "tbl") is element]
        self.cells += 1
        cells = [self._row(row) for row in own]
        self.cells -= 1
        return table_of(cells, self.found)

    def _row(self, row: Any) -> list[Cell]:
        before = child_of(child_of(row, "trPr"), "gridBefore")
        left_out = integer(value_of(before)) if before is not None else 0
        cells = [Cell() for _column in range(min(left_out, MAX_LEFT_OUT))]
        for cell in row.iter():
            inside = next((parent for parent in cell.iterancestors() if name_of(parent) == "tr"), None)
            if name_of(cell) == "tc" and inside is row:
                tc_pr = child_of(cell, "tcPr")
                properties = {name_of(part): value_of(part) for part in tc_pr} if tc_pr is not None else {}
                goes_on = "vMerge" in properties and properties["vMerge"] != "restart"
                across = integer(properties.get("gridSpan", "1"), 1)
                cells.append(Cell(list(self._blocks(cell)), across, 0 if goes_on else 1))
        return cells

    def _paragraph(self, element: Any) -> Iterator[Line]:
        inner: list[Line] = []
        properties = child_of(element, "pPr")
        parts = {name_of(part): part for part in properties} if properties is not None else {}
        key = value_of(parts["pStyle"]) if "pStyle" in parts else ""
        text = self.carried + self.text.of_paragraph(element, key, inner)
        ends = child_of(parts.get("rPr"), "del") is None
        self.carried = "" if ends else text
        if ends:
            style, number = self._style(parts, key)
            lines = self._lines(text, style, number)
            if self._is_contents(key, text):
                self.found.dropped += [line.text for line in lines]
            else:
                yield from lines
        yield from inner

    def _lines(self, text: str, style: Style, number: str) -> list[Line]:
        if style == "p" and number == BULLET:
            style, number = "ul", ""
        parts = [whole for part in text.split("\n") if (whole := " ".join(part.split()))]
        if not parts and self.cells and number:
            # The column of a table that only counts.
            parts, number = [number], ""
        size, strong = self.text.look
        centred = self.centred
        return [
            Line(spaced(number, part) if number and not at else part, style, (), size, centred, strong)
            for at, part in enumerate(parts)
        ]

    def _style(self, parts: dict[str, Any], key: str) -> tuple[Style, str]:
        """The paragraph's part in the document, and the number Word writes before it."""
        style = self.styles.part_of(key)
        self.centred = value_of(parts["jc"]) == "center" if "jc" in parts else self.styles.is_centred(key)
        if "outlineLvl" in parts and (level := integer(value_of(parts["outlineLvl"]), 9)) < 9:
            style = HEADINGS.get(level, "h3")
        list_id, level = self.styles.list_of(key, self.numbering)
        if "numPr" in parts:
            number = {name_of(part): value_of(part) for part in parts["numPr"]}
            list_id = number.get("numId", list_id)
            level = integer(number.get("ilvl", "0"))
        return style, self.numbering.next(list_id, level) if list_id else ""

    def _is_contents(self, key: str, text: str) -> bool:
        """A line of the table of contents: the headings stand in the text itself."""
        return key in self.styles.contents or (self.text.in_contents and bool(_PAGE_AT_END.search(text)))
