"""One file understood: read, cleaned, structured, its details found. Runs in the sandbox, without Django."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from portal.search.characters import folding_table

from .details import Details, details_of
from .furniture import clean
from .issue import HEAD_PIECES
from .reading.characters import plain
from .reading.kinds import kind_of
from .reading.lines import MAX_CHARACTERS, Line, Read, Refused
from .reading.markup import read_markup
from .reading.pdf import read_pdf
from .reading.plain import is_garbled, read_plain, repaired
from .reading.titles import TITLED
from .reading.word import read_word
from .structure import CHAPTER, Piece, structure

READERS = {"docx": read_word, "pdf": read_pdf, "html": read_markup, "text": read_plain}
DAYS = ("issued_on", "in_force_from", "in_force_until")
MAX_TITLE = 120
# A line that is the end of a title and no more: the rest stands above it.
FRAGMENT = 8
TITLE_LINES = 5
# Traditional characters among all ideographs: simplified text has a few that are both.
TRADITIONAL_SHARE = 0.06
MANY_TRADITIONAL = 8
# Directions of writing, spaces without width, soft hyphens, tags; not the joiners of emoji and of other scripts.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_SIGNS = f"[{_TURNING}\u200b\u200e\u200f\u061c\u2060\ufeff\u00ad\U000e0000-\U000e007f]"
_HIDDEN = re.compile(_SIGNS)
_DECEIVING = re.compile(f"[{_TURNING}]|[0-9０-９]{_SIGNS}+[0-9０-９]")
# What stands at the head of a document beside its title.
_NO_TITLE = re.compile(
    r"文\s*件$|[:：]$|^附\s*[件表]|^签\s*发\s*人|^(?:特急|加急|平急|急件|紧急程度|密级)|^\d{6}$|^第\s*\d+\s*[号期]|日[)）]?$"
    r"|^[^关]{1,16}[〔\[［（(【].{2,8}[〕\]］)）】].{1,8}号$|^[（(].*[)）]$|^\D{2,8}[:：]"
)
# How the reader of Word lists a picture: pages that were photographed are often pasted into a document.
_PICTURE = "[word/media/"
# State secrets are never put on a computer that is connected to the internet (保守国家秘密法).
_SECRET = re.compile(r"^\s*(?:\d{6}\s*)?(?:密级\s*[:：]\s*)?(?:绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*＊].{0,12})?$")


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
        raise Refused("scanned" if any(text.startswith(_PICTURE) for text in read.dropped) else "empty")
    if sum(len(line.words) for line in read.lines) > MAX_CHARACTERS:
        raise Refused("too_large")
    _without_look_alikes(read)
    _set_right(read, kind)
    _without_hidden_signs(read)
    head = [*(line.text for line in read.lines[:HEAD_PIECES]), *read.dropped]
    if any(_SECRET.match(text) for text in head):
        raise Refused("secret")
    return _understood(kind, read)


def _without_look_alikes(read: Read) -> None:
    """Bad fonts leave other characters that look the same; a search would not find them."""
    for number, line in enumerate(read.lines):
        if plain(line.words) != line.words:
            rows = tuple(tuple(plain(cell) for cell in row) for row in line.rows)
            read.lines[number] = replace(line, text=plain(line.text), rows=rows)


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
    details = details_of(pieces, dropped, title)
    noted = [{"code": code, "where": where, "at": _place(where, pieces)} for code, where in dict.fromkeys(read.notes)]
    if not title:
        noted.append({"code": "no_title", "where": "", "at": None})
    pieces = _with_what_is_issued(title, pieces)
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
    likely = [_may_be_title(piece) for piece in pieces[:HEAD_PIECES]]
    for number in range(len(likely)):
        text = ""
        for end in range(number, min(number + TITLE_LINES, len(likely))):
            text += pieces[end].text
            if not likely[end] or "关于" not in pieces[number].text or len(text) > MAX_TITLE:
                break
            if TITLED.search(text[2:]):
                return number, end + 1
    for number, may in enumerate(likely):
        if may and TITLED.search(pieces[number].text):
            above = number and likely[number - 1] and len(pieces[number].text) <= FRAGMENT
            return number - 1 if above else number, number + 1
    first = next((number for number, may in enumerate(likely) if may), None)
    return None if first is None or len(pieces[first].text) < FRAGMENT else (first, first + 1)


def _may_be_title(piece: Piece) -> bool:
    text = piece.text
    plain_line = not (piece.level or piece.style or text.endswith(("。", "；", "！", "，", "？", "?")))
    return plain_line and len(text) <= MAX_TITLE and not _NO_TITLE.search(text)


def _with_what_is_issued(title: str, pieces: list[Piece]) -> list[Piece]:
    """In 关于印发《甲县办法》的通知 the line 甲县办法 below it begins what is issued: a heading."""
    names = {"".join(name.split()) for name in re.findall(r"《(.{4,60}?)》", title)}
    return [
        replace(piece, level=CHAPTER, style="")
        if piece.style in {"", "title"} and not piece.level and "".join(piece.text.split()) in names
        else piece
        for piece in pieces
    ]
