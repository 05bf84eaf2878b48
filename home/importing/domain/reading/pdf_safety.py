"""What a PDF may not hold: scripts, programs to start, other files. All its objects are looked at, reachable or not."""

from __future__ import annotations

import re
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSLiteral

from .lines import Refused

ACTIVE_KEYS = {"JS", "JavaScript", "EF", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "RichMediaContent", "XFA", "3DD"}
ACTIVE_KINDS = {"JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition", "EmbeddedFile", "GoToE", "GoToR"}
MAX_OBJECTS = 200_000
_RAW = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Data between these words is compressed: letters in it mean nothing.
_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.S)


def refuse_active(document: PDFDocument, raw: bytes) -> None:
    """Raises Refused when there is a script, an action that reaches out, or a file inside."""
    plain = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), _STREAM.sub(b"", raw))
    if _RAW.search(plain):
        raise Refused("active")
    numbers: set[int] = set()
    for xref in document.xrefs:
        numbers |= set(xref.get_objids())
    if len(numbers) > MAX_OBJECTS:
        raise Refused("too_large")
    for number in sorted(numbers):
        _look_at(_object(document, number))


def _object(document: PDFDocument, number: int) -> Any:
    """An object; None for one that is listed and not there, which PDF allows."""
    try:
        return document.getobj(number)
    except PDFObjectNotFound:
        return None


def _look_at(thing: Any) -> None:
    """Dictionaries in it, however deep; references are looked at where they lead."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if isinstance(part, PDFStream):
            part = part.attrs
        if isinstance(part, dict):
            if ACTIVE_KEYS & part.keys() or {_literal(part.get("S")), _literal(part.get("Type"))} & ACTIVE_KINDS:
                raise Refused("active")
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def _literal(value: Any) -> str:
    return str(value.name) if isinstance(value, PSLiteral) else ""
