"""Number, issuing bodies, level and dates of a document, and the places an editor must look at."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .dates import read_date
from .doubts import places
from .in_force import InForce
from .issue import HEAD_PIECES, TAIL_PIECES, bare, bodies_in, issuers_of, level_of, own_number, proclaimed, signature_of
from .structure import Piece

_LABELLED = {
    "number": re.compile(r"(?:发文字号|文\s*号|文件编号)\s*[:：]?\s*(\S.{2,40}?号)"),
    "issuer": re.compile(r"(?:发文机关|发布机构|发文单位|制发机关)\s*[:：]?\s*([\u4e00-\u9fff、]{3,40})"),
    "issued_on": re.compile(r"(?:成文日期|发文日期|印发日期)\s*[:：]?\s*(.{6,20})"),
}


@dataclass
class Details:
    """What was recognised, and the doubts; nothing is invented. A doubt names its piece by `at`, or None."""

    number: str = ""
    issuer: str = ""
    level: str = ""
    issued_on: date | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    doubts: list[dict[str, Any]] = field(default_factory=list)


def details_of(pieces: list[Piece], around: list[str] | None = None, title: str = "") -> Details:
    """Look at the head and the end, at a site's labelled facts (`around`), and for doubtful places everywhere."""
    ends = pieces[:HEAD_PIECES] + pieces[-TAIL_PIECES:]
    signature = signature_of(pieces)
    head = [piece.text for piece in pieces[:HEAD_PIECES]]
    # An order has its number in a line below its name: 甲县人民政府令, 第3号.
    head += [first + second for first, second in itertools.pairwise(head) if first.endswith("令")]
    found = Details(
        number=next(filter(None, map(own_number, [*head, title])), ""),
        # By GB/T 9704 a title names who issues, about what, and what kind of document it is.
        issuer=issuers_of(pieces, signature) or "、".join(bodies_in(title.partition("关于")[0])),
        issued_on=read_date(pieces[signature].text) if signature is not None else proclaimed(pieces),
    )
    _labelled(found, [*(around or []), *(piece.words for piece in ends)])
    found.level = level_of(found.issuer)
    in_force = InForce(pieces, found.issued_on)
    found.in_force_from, found.in_force_until = in_force.since, in_force.until
    found.doubts = [*in_force.doubts, *_missing(found, pieces), *places(pieces)]
    return found


def _labelled(found: Details, lines: list[str]) -> None:
    """What a site's table of facts says, where the text itself does not."""
    for line in lines:
        for name, pattern in _LABELLED.items():
            match = pattern.search(line)
            if match and not getattr(found, name):
                setattr(found, name, read_date(match[1]) if name == "issued_on" else bare(match[1]))


def _missing(found: Details, pieces: list[Piece]) -> list[dict[str, Any]]:
    absent = [
        ("no_number", found.number),
        ("no_issuer", found.issuer),
        ("no_date", found.issued_on),
        ("no_headings", any(piece.level for piece in pieces)),
    ]
    return [{"code": code, "where": "", "at": None} for code, value in absent if not value]
