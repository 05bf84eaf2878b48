"""Number, issuing body and date of a document, and the places an editor must look at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .problems import Doubt
from .structure import Piece

HEAD_PIECES = 8
TAIL_PIECES = 6
CONTEXT = 24

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}[〔\[［（(]\s*(?:19|20)\d{2}\s*[〕\]］)）]\s*\d{1,5}\s*号")
_SMALL = "([0-9一二三四五六七八九十]{1,3})"
_DATE = re.compile(rf"((?:19|20)\d{{2}}|[〇零一二三四五六七八九]{{4}})年\s*{_SMALL}月\s*{_SMALL}日")
_ISSUER = re.compile(
    r"^[\u4e00-\u9fff、 ]{2,40}(?:人民政府(?:办公室)?|(?:民政|教育|公安|财政)(?:部|厅|局)|国务院|妇女联合会"
    r"|委员会(?:办公室)?|领导小组|办公厅|办公室)$"
)
_NO_FIGURE = re.compile(
    r"(?:共|达|达到|约|每人每月|每人每年|每月|每年|培训|建成|新建|聘请)(?:名|元|万元|个|所|户|人次|%)"
    r"|由(?=下降|上升|增加|减少|提高|降低)"
)
_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九")} | {"零": 0}
_ENDS = re.compile(r"[。！？!?；;：:”」』）)]$|[号日]$")


@dataclass
class Details:
    """What was recognised, and the doubts; nothing is invented."""

    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    doubts: list[dict[str, Any]] = field(default_factory=list)


def details_of(pieces: list[Piece]) -> Details:
    """Look for the number at the head, the issuer and date at both ends, and doubtful places everywhere."""
    ends = pieces[:HEAD_PIECES] + pieces[-TAIL_PIECES:]
    found = Details(
        number=next((m[0].replace(" ", "") for p in pieces[:HEAD_PIECES] if (m := _NUMBER.search(p.text))), ""),
        issuer=next((p.text for p in ends if _ISSUER.match(p.text)), ""),
        issued_on=next((day for p in reversed(ends) if len(p.text) <= CONTEXT and (day := read_date(p.text))), None),
    )
    found.doubts = [*_missing(found, pieces), *_places(pieces)]
    return found


def read_date(text: str) -> date | None:
    """The first date in `text`, in Arabic or Chinese figures; None when there is none that exists."""
    match = _DATE.search(text)
    if not match:
        return None
    try:
        return date(_year(match[1]), _small(match[2]), _small(match[3]))
    except ValueError:
        return None


def _year(text: str) -> int:
    return int("".join(str(_DIGITS.get(character, character)) for character in text))


def _small(text: str) -> int:
    """1 to 99 in either kind of figures: 七, 十, 二十一."""
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _missing(found: Details, pieces: list[Piece]) -> list[dict[str, Any]]:
    absent = [
        (Doubt.NO_NUMBER, found.number),
        (Doubt.NO_ISSUER, found.issuer),
        (Doubt.NO_DATE, found.issued_on),
        (Doubt.NO_HEADINGS, any(piece.level for piece in pieces)),
    ]
    return [_doubt(doubt, "") for doubt, value in absent if not value]


def _places(pieces: list[Piece]) -> list[dict[str, Any]]:
    doubts = []
    for piece in pieces:
        if "\ufffd" in piece.text:
            doubts.append(_doubt(Doubt.DAMAGED_TEXT, _around(piece.text, piece.text.index("\ufffd"))))
        doubts += [
            _doubt(Doubt.FIGURE_MISSING, _around(piece.text, m.start())) for m in _NO_FIGURE.finditer(piece.text)
        ]
    last = pieces[-1] if pieces else None
    if last and not last.level and len(last.text) > CONTEXT and not _ENDS.search(last.text):
        doubts.append(_doubt(Doubt.CUT_OFF, last.text[-CONTEXT:]))
    return doubts


def _doubt(doubt: Doubt, where: str) -> dict[str, Any]:
    return {"code": doubt.value, "where": where}


def _around(text: str, position: int) -> str:
    return text[max(position - CONTEXT // 2, 0) : position + CONTEXT // 2]
