"""The places of a text an editor must look at: what is damaged, missing or cut off."""

from __future__ import annotations

import re
from typing import Any

from .reading.characters import UNREADABLE
from .structure import Piece

CONTEXT = 24
LONGEST_BEFORE = 40
MAX_PLACES = 60
_NO_FIGURE = re.compile(
    r"(?:共|达|达到|约|每人每月|每人每年|每月|每年|培训|建成|新建|聘请|不少于|不超过|不低于)\s*"
    r"(?:名|元|万元|个(?!人|别|月|性)|所(?![有需在])|户(?![籍口外均])|人次|%|％)"
    r"|由(?=下降|上升|增加|减少|提高|降低)"
    r"|(?<![\d０-９〇○零一二三四五六七八九十年今去每同])\s年\s*月(?:\s*日)?|(?<=[（(自至于])年\s*月\s*日"
    r"|第\s+(?:条|章|款|项)|[〔\[［]\s*[〕\]］]\s*\d*\s*号|[〕\]］]\s*号"
)
_CLAUSE = re.compile(r"[。；！？，\n]")
_ENDS = re.compile(r"[。！？!?；;：:”」』）)]$|[号日]$")
_LOST = re.compile(f"{UNREADABLE.pattern}|锟斤拷|烫烫烫")


def places(pieces: list[Piece]) -> list[dict[str, Any]]:
    """The doubts about single places, at most sixty."""
    doubts = []
    for at, piece in enumerate(pieces):
        text = piece.words
        if match := _LOST.search(text):
            doubts.append(doubt("damaged_text", text, match.start(), at))
        doubts += [doubt("figure_missing", text, match.start(), at) for match in _NO_FIGURE.finditer(text)]
    last = pieces[-1] if pieces else None
    if last and not (last.level or last.style) and len(last.text) > CONTEXT and not _ENDS.search(last.text):
        doubts.append({"code": "cut_off", "where": last.text[-CONTEXT:], "at": len(pieces) - 1})
    return doubts[:MAX_PLACES]


def doubt(code: str, text: str, position: int, at: int) -> dict[str, Any]:
    """A doubt about a position in the text of piece `at`, with what stands around it."""
    before, after = text[max(position - LONGEST_BEFORE, 0) : position], text[position : position + CONTEXT // 2]
    # From where the clause begins, so that no figure is cut in two.
    clause = _CLAUSE.split(before)[-1]
    where = ("…" if clause == before and len(before) == LONGEST_BEFORE else "") + clause + after
    return {"code": code, "where": " ".join(where.split()), "at": at}
