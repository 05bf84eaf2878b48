"""A file that families are to download, whatever it says: nothing in it that acts, and what its name says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from .kinds import ZIP, kind_of, not_something_else
from .lines import Refused
from .numbering import name_of
from .package import Package
from .pdf import open_pdf, some_text
from .trees import tree
from .word import read_word


def look_into(raw: bytes, name: str) -> list[str]:
    """The texts in a PDF, a Word document or a table, as far as they are easily read.

    Raises Refused, and nothing else but MemoryError.
    """
    try:
        return LOOKS.get(PurePath(name).suffix.lower(), _not_taken)(raw, name)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise Refused("damaged") from error


def _pdf(raw: bytes, name: str) -> list[str]:
    kind_of(raw, name)
    return some_text(open_pdf(raw))


def _word(raw: bytes, name: str) -> list[str]:
    kind_of(raw, name)
    read = read_word(raw)
    return [*(line.words for line in read.lines), *read.dropped]


def _table(raw: bytes, name: str) -> list[str]:
    not_something_else(raw, ".xlsx")
    if not raw.startswith(ZIP):
        raise Refused("disguised")
    package = Package(raw, main_part="xl/workbook.xml")
    # Strings of cells, results of formulas, notes. A number of eighteen places stands there as text: as a number its
    # last places would be lost.
    parts = (tree(package.read(name)) for name in package.names if name.startswith("xl/") and name.endswith(".xml"))
    cells = (cell for root in parts for cell in root.iter() if name_of(cell) in {"si", "is", "v", "text"})
    return ["".join(cell.itertext()) for cell in cells]


def _not_taken(raw: bytes, name: str) -> list[str]:
    kind_of(raw, name)
    raise Refused("kind")


LOOKS: dict[str, Callable[[bytes, str], list[str]]] = {".pdf": _pdf, ".docx": _word, ".xlsx": _table}
