"""The text of a paragraph of a Word document: what is shown, and what is hidden, changed, drawn or calculated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from .characters import raised, symbol
from .lines import Line, Read
from .numbering import attribute, name_of
from .word_styles import Styles, child_of, looks_of

# Text that Word does not show: deleted, moved away, hidden behind another form of the same, code of fields.
GONE = {"del", "moveFrom"}
SILENT = {"delInstrText", "Fallback", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "sdtPr", "tblGrid"}
BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-", "ptab": " "}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_OPERANDS = {"num", "den", "e", "sup", "sub"}
# What in a drawing is more than a line, a frame or text.
_PICTURES = {"blip", "imagedata", "chart", "relIds", "OLEObject", "contentPart"}
MAX_WHERE = 24


class Text:
    """Reads paragraphs one after the other; remembers fields that stay open from one to the next."""

    def __init__(self, found: Read, styles: Styles, blocks: Callable[[Any], Iterator[Line]]) -> None:
        """`blocks` reads what stands in a text box or a note."""
        self.found = found
        self.styles = styles
        self.blocks = blocks
        self.notes: dict[tuple[str, str], Any] = {}
        self.look: tuple[int, bool] = (0, False)
        self.in_contents = self._opened = False
        self._numbered = 0
        self._fields: list[list[Any]] = []
        self._looks: Counter[tuple[int, bool]] = Counter()
        self._marks: list[str] = []
        self._last = ""
        self._key = ""

    def of_paragraph(self, element: Any, key: str, inner: list[Line]) -> str:
        """The text of a paragraph in the style `key`; what stands in boxes and notes goes to `inner`."""
        outer = self._looks, self._marks, self._key
        self._looks, self._marks, self._key = Counter(), [], key
        began, self._opened = self._has_contents(), False
        text = "".join(self.of(element, inner))
        self.in_contents = began or self._opened
        self.look = max(self._looks, key=self._looks.__getitem__, default=(0, False))
        self._last = text.strip().rpartition("\n")[2] or self._last
        self.found.notes += [(code, self._last[-MAX_WHERE:]) for code in self._marks]
        self._looks, self._marks, self._key = outer
        return text

    def of(self, element: Any, inner: list[Line]) -> Iterator[str]:
        """The text below an element, in order."""
        for child in element:
            name = name_of(child)
            if name == "r":
                yield from self._run(child, inner)
            elif name in GONE:
                self.drop(child)
            elif name in SILENT:
                continue
            elif name in BREAKS:
                yield BREAKS[name]
            else:
                yield from self._other(name, child, inner)

    def _run(self, run: Any, inner: list[Line]) -> Iterator[str]:
        direct = looks_of(child_of(run, "rPr"))
        looks = self.styles.looks(direct.get("style", ""), self._key) | direct
        if looks.get("vanish"):
            self.drop(run)
            return
        text = "".join(self.of(run, inner))
        if text.strip():
            self._looks[looks.get("size", 0), bool(looks.get("b") or looks.get("black"))] += len(text)
        yield raised(text) if looks.get("raised") else text

    def _other(self, name: str, child: Any, inner: list[Line]) -> Iterator[str]:
        if name == "t":
            yield symbol("", child.text or "")
        elif name == "sym":
            yield symbol(attribute(child, "font"), _character(attribute(child, "char")))
        elif name in {"fldChar", "instrText"}:
            self._field(name, child)
        elif name in NOTES:
            yield self._note(NOTES[name], attribute(child, "id"), inner)
        elif name == "txbxContent":
            inner += self.blocks(child)
        elif name == "textpath":
            inner.append(Line(attribute(child, "string"), "p"))
        elif name == "rt":
            self.found.dropped.append("".join(self.of(child, inner)))
        else:
            self._look_at(name, child)
            yield from self._formula(name, child, inner)

    def _look_at(self, name: str, element: Any) -> None:
        """Marks what cannot be kept as it is."""
        if name in {"drawing", "pict", "object"} and any(name_of(part) in _PICTURES for part in element.iter()):
            self._marks.append("picture_left_out")
        elif name == "oMath":
            self._marks.append("formula")
        elif name in {"ins", "moveTo"} and not any(code == "tracked" for code, _where in self.found.notes):
            self._marks.append("tracked")

    def _formula(self, name: str, element: Any, inner: list[Line]) -> Iterator[str]:
        """Fractions and powers in one line; other elements as they come."""
        signs = {"f": "/", "sSup": "^", "sSub": "_"}.get(name)
        parts = ["".join(self.of(part, inner)) for part in element if signs and name_of(part) in _OPERANDS]
        if signs and parts:
            yield signs.join(part if len(part) < 2 or part.isdecimal() else f"({part})" for part in parts)
        else:
            yield from self.of(element, inner)

    def _note(self, kind: str, key: str, inner: list[Line]) -> str:
        """The mark of a foot- or endnote; its text follows the paragraph."""
        note = self.notes.pop((kind, key), None)
        if note is None:
            return ""
        self._numbered += 1
        mark = f"［注{self._numbered}］"
        first, *rest = list(self.blocks([note])) or [Line("", "p")]
        inner += [Line(mark + first.words, "p"), *rest]
        return mark

    def _field(self, name: str, element: Any) -> None:
        """Which fields are open: the lines of a table of contents are the result of one."""
        if name == "instrText":
            if self._fields:
                self._fields[-1][0] += element.text or ""
                self._opened |= self._has_contents()
        elif attribute(element, "fldCharType") == "begin":
            self._fields.append([""])
        elif attribute(element, "fldCharType") == "end" and self._fields:
            self._fields.pop()

    def _has_contents(self) -> bool:
        return any(code.strip().upper().startswith("TOC") for (code,) in self._fields)

    def drop(self, element: Any) -> None:
        """Deleted or hidden text: listed, and a doubt for the editor."""
        text = "".join(part.text or "" for part in element.iter() if name_of(part) in {"t", "delText"}).strip()
        if text:
            self.found.dropped.append(text)
            self.found.notes.append(("not_shown", text[:MAX_WHERE]))


def _character(code: str) -> str:
    """A character by its hexadecimal number."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
