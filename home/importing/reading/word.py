"""From a Word document to lines: its own headings, numbering, tables, notes; what is not text is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .lines import Line, Read, Style, as_table
from .numbering import BULLET, Numbering, attribute, integer, name_of, value_of
from .package import Package
from .trees import tree
from .word_styles import HEADINGS, Styles

# Text that Word does not show: deleted, moved away, hidden behind another form of the same, code of fields.
GONE = {"del", "moveFrom"}
SILENT = {"instrText", "delInstrText", "Fallback", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "sdtPr", "rt"}
BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-", "sym": "\ufffd", "ptab": " "}


def read_word(raw: bytes) -> Read:
    """The text in order. Raises Refused."""
    package = Package(raw)
    return _Document(package).read()


class _Document:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.found = Read(dropped=[f"[{name}]" for name in package.left_out])
        styles = package.read("word/styles.xml")
        self.styles = Styles(tree(styles) if styles else [])
        numbering = package.read("word/numbering.xml")
        self.numbering = Numbering(tree(numbering) if numbering else None)

    def read(self) -> Read:
        root = tree(self.package.read("word/document.xml"))
        self.found.lines += self._blocks(root)
        for name in self.package.names:
            if re.fullmatch(r"word/(?:footnotes|endnotes)\.xml", name):
                self.found.lines += self._blocks(tree(self.package.read(name)))
            elif re.fullmatch(r"word/(?:header|footer|comments)\d*\.xml", name):
                self.found.dropped += [line.words for line in self._blocks(tree(self.package.read(name)))]
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
                self._drop(child)
            elif name == "altChunk":
                self.found.notes.append(("left_out", ""))
            elif name not in SILENT:
                yield from self._blocks(child)

    def _table(self, element: Any) -> list[Line]:
        rows = (child for child in element.iter() if name_of(child) == "tr")
        own = [row for row in rows if next(up for up in row.iterancestors() if name_of(up) == "tbl") is element]
        return as_table(self._row(row) for row in own)

    def _row(self, row: Any) -> list[str]:
        cells: list[str] = []
        for cell in row.iter():
            inside = next((parent for parent in cell.iterancestors() if name_of(parent) == "tr"), None)
            if name_of(cell) == "tc" and inside is row:
                properties = {name_of(part): part for part in cell.iter() if name_of(part) in {"gridSpan"}}
                cells.append("\n".join(line.words for line in self._blocks(cell)))
                wider = integer(value_of(properties["gridSpan"]), 1) if "gridSpan" in properties else 1
                cells += [""] * min(wider - 1, 20)
        return cells

    def _paragraph(self, element: Any) -> Iterator[Line]:
        inner: list[Line] = []
        text = "".join(self._text(element, inner))
        style, number = self._style(element, bool(text.strip()))
        if style == "p" and number == BULLET:
            style, number = "ul", ""
        elif number and not number.endswith(("、", "）", ")")) and text.strip():
            number += " " if number[-1:].isascii() and number[-1:].isdigit() else ""
        for position, part in enumerate(text.split("\n")):
            if whole := " ".join(part.split()):
                yield Line(f"{number}{whole}" if not position else whole, style)
        yield from inner

    def _style(self, element: Any, counted: bool) -> tuple[Style, str]:
        """The paragraph's part in the document, and the number Word writes before it."""
        properties = next((child for child in element if name_of(child) == "pPr"), None)
        parts = {name_of(part): part for part in properties.iter()} if properties is not None else {}
        key = value_of(parts["pStyle"]) if "pStyle" in parts else ""
        style = self.styles.part_of(key)
        if "outlineLvl" in parts and (level := integer(value_of(parts["outlineLvl"]), 9)) < 9:
            style = HEADINGS.get(level, "h3")
        list_id, level = self.styles.lists.get(key, ("", 0))
        if "numId" in parts:
            list_id = value_of(parts["numId"])
            level = integer(value_of(parts["ilvl"])) if "ilvl" in parts else 0
        return style, self.numbering.next(list_id, level) if counted and list_id else ""

    def _text(self, element: Any, inner: list[Line]) -> Iterator[str]:
        """The text of a paragraph; the paragraphs of text boxes in it go to `inner`."""
        for child in element:
            name = name_of(child)
            if name == "t":
                yield child.text or ""
            elif name in BREAKS:
                yield "" if attribute(child, "type") == "page" else BREAKS[name]
            elif name == "txbxContent":
                inner += self._blocks(child)
            elif name in GONE or (name == "r" and _hidden(child)):
                self._drop(child)
            elif name not in SILENT:
                yield from self._text(child, inner)

    def _drop(self, element: Any) -> None:
        """Deleted or hidden text: listed, and a doubt for the editor."""
        text = "".join(part.text or "" for part in element.iter() if name_of(part) in {"t", "delText"}).strip()
        if text:
            self.found.dropped.append(text)
            self.found.notes.append(("not_shown", text[:24]))


def _hidden(run: Any) -> bool:
    properties = next((child for child in run if name_of(child) == "rPr"), None)
    vanish = next((part for part in properties if name_of(part) == "vanish"), None) if properties is not None else None
    return vanish is not None and value_of(vanish) not in {"0", "false", "off"}
