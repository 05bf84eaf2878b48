"""From a web page to lines: menus, share buttons and the like are left out and listed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from .characters import raised
from .lines import Line, Read, Refused, Style
from .numbering import integer
from .plain import decode
from .tables import MAX_DOWN, Cell, table_of

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
# The site's name behind the title of its page.
_SITE = re.compile(r"$|\s*[-_—–|｜]")
# What stands above a title and belongs to the document: its number, the letterhead, a sentence.
_OF_TEXT = re.compile(r"\d\s*号|文\s*件$|[。！？]|.{30}")
LINES_ABOVE = 40
SHORTEST_TITLE, MAX_TITLE = 6, 120
_SENTENCE = re.compile(r"[^。！？]{12,}[。！？]")
# A menu holds no sentences; what was taken for one and holds several is the text.
SENTENCES_OF_TEXT = 2
# A cell of a table of figures is short; a longer one is part of a page arranged by a table.
LONG = 200
# Pictures of fewer pixels are bullets and buttons.
SMALL = 50


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
    rows: list[list[Cell]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    across: int = 1
    down: int = 1


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Read()
        self.open: list[_Open] = [_Open("", [])]
        self.words: list[str] = []
        self.raised_from = 0
        self.title = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; what HTML closes by itself is closed."""
        if tag in BLOCKS or tag == "br":
            self._flush()
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._picture(given)
        if tag in VOID:
            return
        if tag == "sup":
            self.raised_from = len(self.words)
        while self.open[-1].tag in CLOSED_BY and tag in CLOSED_BY[self.open[-1].tag]:
            self._close()
        named = f"{given.get('class', '')} {given.get('id', '')}"
        hidden = "hidden" in given or re.search(r"display\s*:\s*none", given.get("style", ""), re.I)
        furniture = tag in FURNITURE or hidden or (tag not in {"body", "html"} and _FURNITURE_NAME.search(named))
        if tag in {"td", "th"} or tag == "title" or furniture:
            self._flush()
            across, down = (integer(given.get(name, "").strip(), 1) for name in ("colspan", "rowspan"))
            name = f"!{tag}" if furniture and tag not in {"td", "th"} else tag
            self.open.append(_Open(name, [], across=across, down=down or MAX_DOWN))
        else:
            self.open.append(_Open(tag))

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it all that was left open in it; an end without a beginning is nothing."""
        if tag in BLOCKS:
            self._flush()
        if tag == "sup":
            self.words[self.raised_from :] = [raised("".join(self.words[self.raised_from :]))]
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
            self._name()
        elif self.title:
            self.found.dropped.append(self.title)
        return self.found

    def _name(self) -> None:
        """The page's title without the site's name; where it stands in the text, what is above it is the site's."""
        lines = self.found.lines
        for number, line in enumerate(lines[:LINES_ABOVE]):
            behind = self.title.removeprefix(line.text) if len(line.text) >= SHORTEST_TITLE else self.title
            if line.text.endswith(self.title) and len(line.text) <= MAX_TITLE:
                behind = ""
            if behind != self.title and _SITE.match(behind):
                lines[number] = replace(line, style="title")
                above = [one for one in lines[:number] if not (one.rows or _OF_TEXT.search(one.text))]
                self.found.dropped += [*(one.text for one in above), *([behind] if behind else [])]
                lines[:number] = [one for one in lines[:number] if one not in above]
                return
        name, *site = re.split(r"\s*[_|｜]\s*|\s+[-—–]+\s+", self.title, maxsplit=1)
        lines.insert(0, Line(name, "title"))
        self.found.dropped += site

    def _close(self) -> str:
        element = self.open[-1]
        tag = element.tag.removeprefix("!")
        if tag in BLOCKS or element.lines is not None:
            self._flush()
        self.open.pop()
        if tag == "tr" and (table := self._table()):
            _end_of_row(table)
        lines = element.lines or []
        if tag == "table":
            _end_of_row(element)
            lines = [*lines, *table_of(element.rows, self.found, LONG)]
        if element.tag == "title":
            self.title = self.title or " ".join(line.text for line in lines)
        elif element.tag.startswith("!"):
            self._furniture(lines)
        elif tag in {"td", "th"}:
            self._cell(Cell(lines, element.across, element.down))
        elif lines:
            self._gather(lines)
        return tag

    def _furniture(self, lines: list[Line]) -> None:
        text = "\n".join(line.words for line in lines)
        if len(_SENTENCE.findall(text)) >= SENTENCES_OF_TEXT:
            self._gather(lines)
        else:
            self.found.dropped += [line.words for line in lines]

    def _cell(self, cell: Cell) -> None:
        table = self._table()
        if table is None:
            self._gather(cell.lines)
        else:
            table.cells.append(cell)

    def _picture(self, given: dict[str, str]) -> None:
        """A picture is listed; one that stands in a paragraph may be part of the text, and is noted."""
        name = given.get("alt", "").strip() or given.get("src", "").rpartition("/")[2][:80]
        self.found.dropped.append(f"[{name}]")
        small = any(integer(given.get(side, ""), SMALL) < SMALL for side in ("width", "height"))
        tags = [element.tag for element in self.open]
        if not small and {"p", "figure", "center"} & set(tags) and not any(tag.startswith("!") for tag in tags):
            before = self._gathered()[-1:]
            where = "".join(self.words).strip() or (before[0].words if before else "")
            self.found.notes.append(("picture_left_out", where[-24:]))

    def _gathered(self) -> list[Line]:
        return next(element.lines for element in reversed(self.open) if element.lines is not None)

    def _table(self) -> _Open | None:
        return next((element for element in reversed(self.open) if element.tag in {"table", "!table"}), None)

    def _gather(self, lines: list[Line]) -> None:
        """Into the innermost element that gathers lines of its own."""
        self._gathered().extend(lines)

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
        table.rows.append(table.cells)
        table.cells = []
