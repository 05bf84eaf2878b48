"""From a PDF with a text layer to lines; pages' headers, footers and numbers are left out and listed."""

from __future__ import annotations

import io
import itertools
import logging
import re
import time
import unicodedata
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

from .lines import Line, Read, Refused
from .pdf_safety import refuse_active

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
_PAGE_NUMBER = re.compile(r"^[-—–－―\s·•]*(?:第?\s*\d{1,4}\s*页?)\s*(?:[/,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―\s·•]*$")
_NO_GLYPH = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")
# Forms that programs put into PDFs instead of the characters themselves; NFKC knows only the first block.
_RADICALS = (
    "⺠民⻓长⻔门⻅见⻚页⻛风⻢马⻋车⻝食⻉贝⻜飞⻄西⻆角⻘青⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⺟母⻣骨⻁虎⻙韦"
)
_FORMS = str.maketrans(_RADICALS[::2], _RADICALS[1::2])
_KANGXI = re.compile("[\u2f00-\u2fd5]")


@dataclass
class _Row:
    """One line of a page as it stands on paper."""

    text: str
    left: float
    height: float
    cells: int = 1


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
        for rows, _picture in _pages(document):
            lines += [row.text for row in rows]
            if time.monotonic() - began > SECONDS_FOR_SOME:
                break
    except Exception:  # noqa: BLE001  whatever a font or a page does to the library
        return lines
    return lines


def _pages(document: PDFDocument) -> Iterator[tuple[list[_Row], bool]]:
    """The rows of each page, and whether it holds a picture."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(boxes_flow=None, all_texts=True))
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > MAX_PAGES:
            raise Refused("too_large")
        interpreter.process_page(page)
        yield _rows(device.get_result())


def _rows(page: Any) -> tuple[list[_Row], bool]:
    lines, has_picture, open_ = [], False, [page]
    while open_:
        element = open_.pop()
        if isinstance(element, LTTextLine):
            lines.append(element)
        elif isinstance(element, LTContainer):
            open_ += list(element)
        has_picture = has_picture or isinstance(element, LTImage)
    lines.sort(key=lambda line: (-(line.y0 + line.y1), line.x0))
    rows: list[list[Any]] = []
    for line in lines:
        last = rows[-1][0] if rows else None
        if last and abs((last.y0 + last.y1) - (line.y0 + line.y1)) / 2 < SAME_ROW * min(last.height, line.height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [row for row in map(_row, rows) if row.text], has_picture


def _row(parts: list[Any]) -> _Row:
    parts = sorted(parts, key=lambda line: line.x0)
    gaps = [after.x0 - before.x1 for before, after in itertools.pairwise(parts)]
    texts = [" ".join(_plain(part.get_text()).split()) for part in parts]
    height = max(part.height for part in parts)
    return _Row(
        text=" ".join(text for text in texts if text),
        left=parts[0].x0,
        height=height,
        cells=1 + sum(1 for gap in gaps if gap > COLUMN_GAP * height),
    )


def _plain(text: str) -> str:
    """The characters themselves for their look-alikes; what has no character is marked as unreadable."""
    text = _NO_GLYPH.sub("\ufffd", text.translate(_FORMS))
    return _KANGXI.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _joined(pages: list[tuple[list[_Row], bool]]) -> Read:
    """The text of all pages. Raises Refused when there is none, or most pages are pictures."""
    blank = [number for number, (rows, has_picture) in enumerate(pages, 1) if not rows and has_picture]
    if not any(rows for rows, _picture in pages) or len(blank) > len(pages) / 2:
        raise Refused("scanned" if blank else "empty")
    found = Read(notes=[("scanned_page", str(number)) for number in blank])
    repeated = _repeated([rows for rows, _picture in pages])
    left = _left_edge([row for rows, _picture in pages for row in rows])
    for rows, _picture in pages:
        in_table = False
        ends = {*range(ENDS), *range(len(rows) - ENDS, len(rows))}
        for position, row in enumerate(rows):
            if position in ends and (_PAGE_NUMBER.match(row.text) or _masked(row.text) in repeated):
                found.dropped.append(row.text)
                continue
            found.lines.append(Line(row.text, "open" if row.left > left + row.height else ""))
            if row.cells > 2 and not in_table:
                found.notes.append(("table_lost", row.text[:24]))
            in_table = row.cells > 2
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
