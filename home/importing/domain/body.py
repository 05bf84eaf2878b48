"""The body of a draft: headings, paragraphs, lists and tables, and a mark at each doubtful place."""

from __future__ import annotations

import uuid
from collections import defaultdict
from itertools import groupby
from typing import Any

from django.utils.html import escape

from .document import Understood
from .structure import Piece

MAX_WHERE = 60
# Doubts about the whole text are marked above it. What is merely missing (a number, a date) is told in the panel.
ABOUT_ALL = {
    *("not_shown", "scanned_page", "partly_damaged", "left_out", "repaired", "table_lost", "dates_contradict"),
    *("picture_left_out", "formula", "tracked", "cells_joined", "columns", "not_public", "no_title"),
}
# Named blocks keep their address in the page when the document is imported again.
_NAMES = uuid.UUID("5f1a7f52-6d3a-4c55-9d0e-8a5d5d1f6a01")


def body_of(document: Understood) -> list[dict[str, Any]]:
    """The blocks as Wagtail stores them."""
    doubts = defaultdict(list)
    for doubt in document.details.doubts:
        if doubt["at"] is not None:
            doubts[doubt["at"]].append(doubt)
    unplaced = [doubt for doubt in document.details.doubts if doubt["at"] is None and doubt["code"] in ABOUT_ALL]
    blocks = [_mark(doubt) for doubt in unplaced]
    for run in _runs(document.pieces, set(doubts)):
        blocks += _blocks([piece for _at, piece in run])
        blocks += [_mark(doubt) for doubt in doubts[run[-1][0]]]
    return _named(blocks)


def _runs(pieces: list[Piece], doubtful: set[int]) -> list[list[tuple[int, Piece]]]:
    """Pieces that stand in one block: of one kind, up to the next doubtful place."""
    runs: list[list[tuple[int, Piece]]] = []
    for at, piece in enumerate(pieces):
        last = runs[-1][-1] if runs else None
        together = last and not (piece.level or piece.rows or last[1].level or last[1].rows or last[0] in doubtful)
        if together:
            runs[-1].append((at, piece))
        else:
            runs.append([(at, piece)])
    return runs


def _blocks(run: list[Piece]) -> list[dict[str, Any]]:
    first = run[0]
    if first.level:
        return [{"type": "heading", "value": {"text": first.text, "level": str(first.level)}}]
    if first.rows:
        return [{"type": "table", "value": _table(first.rows)}]
    return [{"type": "paragraph", "value": "".join(_rich(style, list(same)) for style, same in groupby(run, _kind))}]


def _kind(piece: Piece) -> str:
    return piece.style if piece.style in {"ul", "ol"} else "p"


def _rich(kind: str, pieces: list[Piece]) -> str:
    if kind == "p":
        return "".join(f"<p>{escape(piece.text)}</p>" for piece in pieces)
    items = "".join(f"<li>{escape(piece.text)}</li>" for piece in pieces)
    return f"<{kind}>{items}</{kind}>"


def _table(rows: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    """The first row is the head, as in official documents; a row of one cell above it is the caption."""
    captions = []
    while len(rows) > 2 and len([cell for cell in rows[0] if cell]) == 1 and rows[0][0]:
        captions.append(rows[0][0])
        rows = rows[1:]
    return {
        "columns": [{"type": "text", "heading": heading} for heading in rows[0]],
        "rows": [{"values": list(row)} for row in rows[1:]],
        "caption": " ".join(captions),
    }


def _mark(doubt: dict[str, Any]) -> dict[str, Any]:
    return {"type": "to_check", "value": {"code": doubt["code"], "where": doubt["where"][:MAX_WHERE], "note": ""}}


def _named(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ids made of the content: an unchanged heading keeps its address when a changed document is imported."""
    seen: dict[str, int] = defaultdict(int)
    for block in blocks:
        key = f"{block['type']}:{block['value']}"
        seen[key] += 1
        block["id"] = str(uuid.uuid5(_NAMES, f"{key}:{seen[key]}"))
    return blocks
