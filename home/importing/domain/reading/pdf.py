"""From a PDF with a text layer to lines; pages' headers, footers and numbers are left out and listed."""

from __future__ import annotations

import io
import itertools
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTContainer, LTImage, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from .lines import Line, Read, Refused, Style
from .pdf_columns import in_columns
from .pdf_safety import refuse_active
from .titles import mark_title

MAX_PAGES = 300
# Of a file that is only looked into; its whole look may take twice as long.
SECONDS_FOR_SOME = 8
# Rows at the top and the bottom of a page that may be its header or footer.
ENDS = 2
MIN_PAGES_FOR_HEADER = 3
LONGEST_HEADER = 40
SAME_ROW = 0.5
# Between columns of a table there is more than the width of two characters.
COLUMN_GAP = 2
ROWS_OF_TWO = 3
_PAGE_NUMBER = re.compile(r"^[-—–－―\s·•]*(?:第?\s*\d{1,4}\s*页?)\s*(?:[/,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―\s·•]*$")
_NO_GLYPH = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")
# Letters that stand apart one by one: 关 于 做 好.
_APART = re.compile(r"(?:[\u4e00-\u9fff] ){3,}[\u4e00-\u9fff]$")


@dataclass
class _Page:
    """Its rows in the order of reading, whether it holds a picture, and whether it has columns."""

    rows: list[_Row]
    has_picture: bool
    columns: bool


@dataclass
class _Row:
    """One line of a page as it stands on paper."""

    text: str
    left: float
    height: float
    cells: int = 1
    centred: bool = False
    # Where the lines of its column begin, when it stands in one.
    edge: float | None = None


# The library's complaints about these mean text that may be lost; about colours and fonts' boxes they do not.
_ABOUT_TEXT = ("pdfminer.pdftypes", "pdfminer.pdfdevice", "pdfminer.pdfdocument", "pdfminer.pdfpage")


class _Warnings(logging.Handler):
    """What the library could not make sense of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += record.name in _ABOUT_TEXT


def read_pdf(raw: bytes) -> Read:
    """The text in order. Raises Refused."""
    document = open_pdf(raw)
    warnings = _Warnings()
    log = logging.getLogger("pdfminer")
    log.addHandler(warnings)
    log.propagate = False
    try:
        pages = list(_pages(document))
    finally:
        log.removeHandler(warnings)
    found = _joined(pages)
    if warnings.count:
        found.notes.append(("partly_damaged", ""))
    return found


def open_pdf(raw: bytes) -> PDFDocument:
    """The document, with nothing in it that acts. Raises Refused."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(raw)), fallback=False)
    except (PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise Refused("encrypted") from error
    if document.encryption is not None:
        raise Refused("encrypted")
    refuse_active(document, raw)
    return document


def some_text(document: PDFDocument) -> list[str]:
    """The lines of its pages, until it takes too long, is too long or cannot be read: what is shown is not refused."""
    began, lines = time.monotonic(), []
    try:
        for page in _pages(document):
            lines += [row.text for row in page.rows]
            if time.monotonic() - began > SECONDS_FOR_SOME:
                break
    except Exception:  # noqa: BLE001  whatever a font or a page does to the library
        return lines
    return lines


def _pages(document: PDFDocument) -> Iterator[_Page]:
    """Page by page."""
    resources = PDFResourceManager()
    # Columns of a page may be no farther apart than one and a half characters.
    device = PDFPageAggregator(resources, laparams=LAParams(boxes_flow=None, all_texts=True, char_margin=1.4))
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > MAX_PAGES:
            raise Refused("too_large")
        interpreter.process_page(page)
        yield _page(device.get_result())


def _page(page: Any) -> _Page:
    lines, has_picture, open_ = [], False, [page]
    while open_:
        element = open_.pop()
        if isinstance(element, LTTextLine):
            lines.append(element)
        elif isinstance(element, LTContainer):
            open_ += list(element)
        has_picture = has_picture or isinstance(element, LTImage)
    parts = in_columns([line for line in lines if line.get_text().strip()])
    middle = (page.x0 + page.x1) / 2
    rows = [_rows(part, middle) for part in parts]
    for part in rows if len(parts) > 1 else []:
        for row in part:
            row.edge = _left_edge(part)
    return _Page([row for part in rows for row in part], has_picture, len(parts) > 1)


def _rows(lines: list[Any], middle: float) -> list[_Row]:
    lines.sort(key=lambda line: (-(line.y0 + line.y1), line.x0))
    rows: list[list[Any]] = []
    for line in lines:
        last = rows[-1][0] if rows else None
        if last and abs((last.y0 + last.y1) - (line.y0 + line.y1)) / 2 < SAME_ROW * min(last.height, line.height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [row for row in (_row(parts, middle) for parts in rows) if row.text]


def _row(parts: list[Any], middle: float) -> _Row:
    parts = sorted(parts, key=lambda line: line.x0)
    gaps = [after.x0 - before.x1 for before, after in itertools.pairwise(parts)]
    texts = [" ".join(_NO_GLYPH.sub("\ufffd", part.get_text()).split()) for part in parts]
    text = " ".join(text for text in texts if text)
    height = max(part.height for part in parts)
    return _Row(
        text=text.replace(" ", "") if _APART.match(text) else text,
        left=parts[0].x0,
        height=height,
        cells=1 + sum(1 for gap in gaps if gap > COLUMN_GAP * height),
        centred=abs((parts[0].x0 + parts[-1].x1) / 2 - middle) < height,
    )


def _joined(pages: list[_Page]) -> Read:
    """The text of all pages. Raises Refused when there is none, or most pages are pictures."""
    blank = [number for number, page in enumerate(pages, 1) if not page.rows and page.has_picture]
    if not any(page.rows for page in pages) or len(blank) > len(pages) / 2:
        raise Refused("scanned" if blank else "empty")
    found = Read(notes=[("scanned_page", str(number)) for number in blank])
    repeated = _repeated([page.rows for page in pages])
    left = _left_edge([row for page in pages for row in page.rows])
    for page in pages:
        own = _without_ends(page.rows, repeated, found)
        found.notes += [("columns", own[0].text[:24])] if page.columns and own else []
        found.lines += [_line(row, left if row.edge is None else row.edge) for row in own]
        found.notes += [("table_lost", text) for text in _tables(own)]
    mark_title(found)
    return found


def _line(row: _Row, left: float) -> Line:
    style: Style = "open" if row.left > left + row.height else ""
    return Line(row.text, style, size=round(row.height, 1), centred=row.centred)


def _without_ends(rows: list[_Row], repeated: set[str], found: Read) -> list[_Row]:
    """The rows but for the page's header, footer and number, which are listed."""
    own, ends = [], {*range(ENDS), *range(len(rows) - ENDS, len(rows))}
    for position, row in enumerate(rows):
        if position in ends and (_PAGE_NUMBER.match(row.text) or _masked(row.text) in repeated):
            found.dropped.append(row.text)
        else:
            own.append(row)
    return own


def _tables(rows: list[_Row]) -> list[str]:
    """How each part begins that looks like a table: a row of many cells, or several rows of two."""
    found = []
    for many, group in itertools.groupby(rows, lambda row: row.cells > 1):
        part = list(group)
        if many and (len(part) >= ROWS_OF_TWO or any(row.cells > 2 for row in part)):
            found.append(part[0].text[:24])
    return found


def _masked(text: str) -> str:
    """The same for each page of a header with the page's number in it; a sentence is never masked."""
    bare = "".join(text.split())
    return bare if "。" in bare or len(bare) > LONGEST_HEADER else re.sub(r"\d+", "#", bare)


def _repeated(pages: list[list[_Row]]) -> set[str]:
    """What stands at the ends of most pages: their headers and footers."""
    if len(pages) < MIN_PAGES_FOR_HEADER:
        return set()
    counts = Counter(text for rows in pages for text in {_masked(row.text) for row in [*rows[:ENDS], *rows[-ENDS:]]})
    return {text for text, count in counts.items() if count >= max(MIN_PAGES_FOR_HEADER, len(pages) * 0.6)}


def _left_edge(rows: list[_Row]) -> float:
    """Where the lines that are not indented begin: the leftmost place at which a tenth of them do."""
    counts = Counter(round(row.left) for row in rows)
    often = [left for left, count in counts.items() if count >= max(2, len(rows) / 10)]
    return min(often, default=min(counts, default=0))
