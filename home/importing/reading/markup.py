"""From a web page to lines: menus, share buttons and the like are left out and listed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .lines import Line, Read, Refused, Style, as_table
from .plain import decode

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
# Their content is no text.
SILENT = {"script", "style", "template", "svg", "math", "object", "audio", "video", "canvas", "iframe"}
FURNITURE = {"nav", "footer", "aside", "form", "button", "select", "textarea", "noscript", "dialog"}
BLOCKS = {
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "caption",
    "details",
    "summary",
}
HEADINGS: dict[str, Style] = {"h1": "h1", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
CLOSED_BY = {
    "p": BLOCKS,
    "li": {"li"},
    "td": {"td", "th", "tr", "tbody"},
    "th": {"td", "th", "tr", "tbody"},
    "tr": {"tr", "tbody"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "option": {"option"},
}
_FURNITURE_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav\w*|menu\w*|bread\w*|crumbs?|share\w*|foot\w*|sidebar|toolbar|print\w*|pager|pagination"
    r"|copyright|related|recommend\w*|comments?|ad|advert\w*|banner|qr\w*|login|search\w*|bdsharebuttonbox)(?:$|[-_\s])",
    re.I,
)
_SENTENCE = re.compile(r"[^。！？]{12,}[。！？]")
# A menu holds no sentences; what was taken for one and holds several is the text.
SENTENCES_OF_TEXT = 2
# A cell of a table of figures is short; a longer one is part of a page arranged by a table.
LONG = 200


def read_markup(raw: bytes) -> Read:
    """The text in order. Raises Refused."""
    text, notes = decode(raw)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    found = reader.finish()
    found.notes += notes
    return found


@dataclass
class _Open:
    """An element that is open. `lines` of those that gather their own: furniture, a cell."""

    tag: str
    lines: list[Line] | None = None
    rows: list[list[str]] = field(default_factory=list)
    cells: list[list[Line]] = field(default_factory=list)
    inside: list[Line] = field(default_factory=list)
    nested: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Read()
        self.open: list[_Open] = [_Open("", [])]
        self.words: list[str] = []
        self.title = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; what HTML closes by itself is closed."""
        if tag in BLOCKS or tag == "br":
            self._flush()
        if tag in VOID:
            return
        while self.open[-1].tag in CLOSED_BY and tag in CLOSED_BY[self.open[-1].tag]:
            self._close()
        given = {name: value or "" for name, value in attrs}
        named = f"{given.get('class', '')} {given.get('id', '')}"
        hidden = "hidden" in given or re.search(r"display\s*:\s*none", given.get("style", ""), re.I)
        furniture = tag in FURNITURE or hidden or (tag not in {"body", "html"} and _FURNITURE_NAME.search(named))
        if tag in {"td", "th"} or tag == "title" or furniture:
            self._flush()
            self.open.append(_Open(f"!{tag}" if furniture and tag not in {"td", "th"} else tag, []))
        else:
            self.open.append(_Open(tag))

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it all that was left open in it; an end without a beginning is nothing."""
        if tag in BLOCKS:
            self._flush()
        if any(element.tag.removeprefix("!") == tag for element in self.open):
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Text, unless it is a script."""
        if self.open[-1].tag.removeprefix("!") not in SILENT:
            self.words.append(data)

    def finish(self) -> Read:
        """Close what is open. Raises Refused when the page breaks off inside a script or a tag."""
        if self.open[-1].tag in {"script", "style"}:
            raise Refused("damaged")
        while len(self.open) > 1:
            self._close()
        self._flush()
        self.found.lines = self.open[0].lines or []
        if self.title and not any(line.style in {"h1", "title"} for line in self.found.lines):
            name, *site = re.split(r"\s*[_|｜]\s*|\s+[-—–]+\s+", self.title, maxsplit=1)
            self.found.lines.insert(0, Line(name, "title"))
            self.found.dropped += site
        elif self.title:
            self.found.dropped.append(self.title)
        return self.found

    def _close(self) -> str:
        self._flush()
        element = self.open.pop()
        tag = element.tag.removeprefix("!")
        if tag == "tr" and (table := self._table()):
            _end_of_row(table)
        lines = _lines_of_table(element) if tag == "table" else element.lines or []
        if element.tag == "title":
            self.title = self.title or " ".join(line.text for line in lines)
        elif element.tag.startswith("!"):
            self._furniture(lines)
        elif tag in {"td", "th"}:
            self._cell(lines)
        elif lines:
            self._gather(lines)
        return tag

    def _furniture(self, lines: list[Line]) -> None:
        text = "\n".join(line.words for line in lines)
        if len(_SENTENCE.findall(text)) >= SENTENCES_OF_TEXT:
            self._gather(lines)
        else:
            self.found.dropped += [line.words for line in lines]

    def _cell(self, lines: list[Line]) -> None:
        table = self._table()
        if table is None:
            self._gather(lines)
        else:
            table.cells.append(lines)

    def _table(self) -> _Open | None:
        return next((element for element in reversed(self.open) if element.tag in {"table", "!table"}), None)

    def _gather(self, lines: list[Line]) -> None:
        """Into the innermost element that gathers lines of its own."""
        target = next(e for e in reversed(self.open) if e.lines is not None)
        assert target.lines is not None  # noqa: S101  by the choice above
        target.lines += lines

    def _flush(self) -> None:
        """What was read up to the end of a block is a paragraph."""
        text = " ".join("".join(self.words).split())
        self.words = []
        if text:
            self._gather([Line(text, self._style())])

    def _style(self) -> Style:
        for element in reversed(self.open):
            if element.tag in HEADINGS:
                return HEADINGS[element.tag]
            if element.tag == "li":
                within = next((e.tag for e in reversed(self.open) if e.tag in {"ul", "ol"}), "ul")
                return "ol" if within == "ol" else "ul"
        return "p"


def _end_of_row(table: _Open) -> None:
    if table.cells:
        table.nested |= any(line.style == "table" or len(line.text) > LONG for cell in table.cells for line in cell)
        table.rows.append(["\n".join(line.words for line in cell) for cell in table.cells])
        table.inside += [line for cell in table.cells for line in cell]
        table.cells = []


def _lines_of_table(table: _Open) -> list[Line]:
    """The table; one that only arranges the page becomes its paragraphs."""
    _end_of_row(table)
    return [*(table.lines or []), *(table.inside if table.nested else as_table(table.rows))]
