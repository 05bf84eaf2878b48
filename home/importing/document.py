"""One file understood: read, cleaned, structured, its details found. Runs in the sandbox, without Django."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from portal.search.characters import folding_table

from .details import HEAD_PIECES, Details, details_of
from .furniture import clean
from .reading.kinds import kind_of
from .reading.lines import MAX_CHARACTERS, Line, Read, Refused
from .reading.markup import read_markup
from .reading.pdf import read_pdf
from .reading.plain import is_garbled, read_plain, repaired
from .reading.word import read_word
from .structure import Piece, structure

READERS = {"docx": read_word, "pdf": read_pdf, "html": read_markup, "text": read_plain}
DAYS = ("issued_on", "in_force_from", "in_force_until")
MAX_TITLE = 80
# Traditional characters among all ideographs: simplified text has a few that are both.
TRADITIONAL_SHARE = 0.06
MANY_TRADITIONAL = 8
# Directions of writing, spaces without width, soft hyphens, tags; not the joiners of emoji and of other scripts.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_SIGNS = f"[{_TURNING}\u200b\u200e\u200f\u061c\u2060\ufeff\u00ad\U000e0000-\U000e007f]"
_HIDDEN = re.compile(_SIGNS)
_DECEIVING = re.compile(f"[{_TURNING}]|[0-9０-９]{_SIGNS}+[0-9０-９]")
_TITLE = re.compile(
    r"^关于|(?:通知|意见|办法|规定|方案|条例|计划|细则|决定|公告|纲要|措施|规划|指南|指引|标准|制度|批复|函)(?:[（(].{1,12}[)）])?$"
)


@dataclass
class Understood:
    """The document, ready to become a draft. `title` is empty when the text has none."""

    kind: str
    title: str
    pieces: list[Piece]
    details: Details
    dropped: list[str]

    def as_json(self) -> dict[str, Any]:
        """With dates as text."""
        plain = asdict(self)
        for name in DAYS:
            day = plain["details"][name]
            plain["details"][name] = day.isoformat() if day else None
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Understood:
        """What `as_json` gave, through another process."""
        pieces = [Piece(**{**piece, "rows": tuple(map(tuple, piece["rows"]))}) for piece in plain["pieces"]]
        days = {name: date.fromisoformat(day) for name in DAYS if (day := plain["details"][name])}
        return cls(**{**plain, "pieces": pieces, "details": Details(**{**plain["details"], **days})})


def understand(raw: bytes, name: str) -> Understood:
    """What the file says. Raises Refused, and nothing else but MemoryError."""
    kind = kind_of(raw, name)
    try:
        read = READERS[kind](raw)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise Refused("damaged") from error
    read.lines = [line for line in read.lines if line.words.strip()]
    if not read.lines:
        raise Refused("empty")
    if sum(len(line.words) for line in read.lines) > MAX_CHARACTERS:
        raise Refused("too_large")
    _set_right(read, kind)
    _without_hidden_signs(read)
    return _understood(kind, read)


def _without_hidden_signs(read: Read) -> None:
    """Invisible signs go; where they turned the text round or stood in a figure, that is told."""
    for number, line in enumerate(read.lines):
        if _HIDDEN.search(line.words):
            rows = tuple(tuple(_HIDDEN.sub("", cell) for cell in row) for row in line.rows)
            read.lines[number] = plain = replace(line, text=_HIDDEN.sub("", line.text), rows=rows)
            if _DECEIVING.search(line.words):
                read.notes.append(("not_shown", plain.words))
    read.lines = [line for line in read.lines if line.words.strip()]


def _set_right(read: Read, kind: str) -> None:
    """Wrongly decoded text: repaired where that is certain, and told; refused where the text is lost."""
    text = "\n".join(line.words for line in read.lines)
    if is_garbled(text):
        right = repaired("\n".join(line.text for line in read.lines)) if kind in {"text", "html"} else None
        if right is None or any(line.rows for line in read.lines):
            raise Refused("no_glyphs" if kind == "pdf" else "garbled")
        read.lines = [Line(one) for one in right.splitlines() if one.strip()]
        read.notes.append(("repaired", ""))
        text = right
    ideographs = [character for character in text if "\u3400" <= character <= "\u9fff"]
    table = folding_table()
    traditional = [character for character in ideographs if table.get(ord(character), character) != character]
    if len(traditional) > max(MANY_TRADITIONAL, TRADITIONAL_SHARE * len(ideographs)):
        read.notes.append(("traditional", "".join(dict.fromkeys(traditional))[:12]))


def _understood(kind: str, read: Read) -> Understood:
    cleaned = clean(read.lines)
    if not cleaned.lines:
        raise Refused("empty")
    pieces = structure(cleaned.lines)
    title, pieces, repeated = _title(cleaned.file_title, pieces)
    dropped = [*read.dropped, *cleaned.dropped, *repeated]
    details = details_of(pieces, dropped)
    noted = [{"code": code, "where": where, "at": _place(where, pieces)} for code, where in dict.fromkeys(read.notes)]
    details.doubts = [*noted, *details.doubts]
    return Understood(kind, title, pieces, details, dropped)


def _place(where: str, pieces: list[Piece]) -> int | None:
    """Which piece a reader's note is about."""
    bare = "".join(where.split())
    found = (n for n, piece in enumerate(pieces) if bare and len(bare) > 3 and bare in "".join(piece.words.split()))
    return next(found, None)


def _title(file_title: str, pieces: list[Piece]) -> tuple[str, list[Piece], list[str]]:
    """The document's own title or the site's, else the line that reads like one; repeats of it are left out."""
    title, rest, repeated = file_title[:MAX_TITLE], list(pieces), []
    for number, piece in reversed(list(enumerate(rest))):
        if piece.style == "title" and (number >= HEAD_PIECES or len(piece.text) > MAX_TITLE):
            rest[number] = replace(piece, style="")
    if not title and (titles := [number for number, piece in enumerate(rest) if piece.style == "title"]):
        title = "".join(rest[number].text for number in titles)
        if len(title) > MAX_TITLE:
            title, titles = rest[titles[0]].text, titles[:1]
        rest = [piece for number, piece in enumerate(rest) if number not in titles]
    elif not title and (found := _title_position(rest)) is not None:
        title = "".join(piece.text for piece in rest[found[0] : found[1]])
        del rest[found[0] : found[1]]
    rest = [replace(piece, style="") if piece.style == "title" else piece for piece in rest]
    while title and rest and not (rest[0].level or rest[0].style) and rest[0].text.startswith(title):
        repeated.append(title)
        left = rest[0].text[len(title) :].strip()
        rest[0:1] = [Piece(left)] if left else []
    return title, rest, repeated


def _title_position(pieces: list[Piece]) -> tuple[int, int] | None:
    """Where the title stands (from, to): below the letterhead and the number there is "关于…的通知" or the like."""
    head = [number for number, piece in enumerate(pieces[:HEAD_PIECES]) if not (piece.level or piece.style)]
    likely = [n for n in head if len(pieces[n].text) <= MAX_TITLE and not pieces[n].text.endswith(("。", "；"))]
    for number in likely:
        text = pieces[number].text
        following = pieces[number + 1].text if number + 1 in likely else ""
        if (
            "关于" in text
            and not _TITLE.search(text[2:])
            and _TITLE.search(following)
            and len(text + following) <= MAX_TITLE
        ):
            return number, number + 2
    titled = [number for number in likely if _TITLE.search(pieces[number].text)]
    position = next(iter(titled or likely), None)
    return None if position is None else (position, position + 1)
