"""From bytes to text: the encoding, and text that someone before us decoded wrongly."""

from __future__ import annotations

import re
from functools import cache

from portal.search.characters import folding_table

from .lines import Line, Read, Refused

# Of Chinese official text over 95 % are among the 3,755 commonest characters; of wrongly decoded text under 50 %.
PLAUSIBLE = 0.8
FEW = 8
MANY_DAMAGED = 0.02
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(
    "[\u00a0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_INDENT = re.compile(r"(?:　|[ \u00a0]{2,}|\t)")
LOST = ("\ufffd", "锟斤拷", "烫烫烫")


def read_plain(raw: bytes) -> Read:
    """The lines of a plain text. Raises Refused."""
    text, notes = decode(raw)
    lines = text.splitlines()
    # Empty lines part paragraphs, unless one follows each line.
    parted = sum(1 for line in lines if not line.strip()) * 3 < len(lines)
    read = Read(notes=notes)
    # So do indents, unless all lines have one.
    indented = sum(1 for line in lines if _INDENT.match(line)) * 4 < len(lines) * 3
    for number, line in enumerate(lines):
        after_empty = parted and number and not lines[number - 1].strip()
        read.lines.append(Line(line, "open" if (indented and _INDENT.match(line)) or after_empty else ""))
    return read


def decode(raw: bytes) -> tuple[str, list[tuple[str, str]]]:
    """The text and what is to be told of its encoding. Strict: nothing garbled is accepted. Raises Refused."""
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return _without_control(raw.decode("utf-16" if marked else "utf-8-sig")), []
    except UnicodeDecodeError:
        pass
    texts = {encoding: text for encoding in ("gb18030", "big5hkscs") if (text := _strictly(raw, encoding))}
    best = max(texts, key=lambda encoding: (plausibility(texts[encoding]), encoding == "gb18030"), default="")
    if not best:
        raise Refused("encoding")
    notes = [("other_encoding", "Big5")] if best == "big5hkscs" else []
    return _without_control(texts[best]), notes


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _without_control(text: str) -> str:
    """The text; binary data is no text."""
    if "\0" in text or sum(1 for character in text if ord(character) < 32 and character not in "\t\n\r\f\v") > FEW:
        raise Refused("encoding")
    return text


@cache
def _common() -> frozenset[str]:
    """The first level of GB 2312."""
    return frozenset(
        bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
    )


def plausibility(text: str) -> float:
    """The share of common characters among the ideographs, 0 to 1; 1 when there are too few to tell."""
    found = _IDEOGRAPH.findall(text.translate(folding_table()))
    if len(found) < FEW:
        return 0.0 if _LATIN.search(text) and not found else 1.0
    common = _common()
    return sum(1 for character in found if character in common) / len(found)


def repaired(text: str) -> str | None:
    """The text before it was decoded wrongly, when that is certain: it goes back without a loss and makes sense."""
    for wrong, right in (("gb18030", "utf-8"), ("cp1252", "utf-8"), ("cp1252", "gb18030"), ("latin-1", "gb18030")):
        try:
            candidate = text.encode(wrong).decode(right)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if len(_IDEOGRAPH.findall(candidate)) >= FEW and plausibility(candidate) >= PLAUSIBLE:
            return candidate
    return None


def is_garbled(text: str) -> bool:
    """Whether this cannot be what somebody wrote: characters nobody uses, or many that could not be read."""
    lost = sum(text.count(mark) * len(mark) for mark in LOST)
    if lost > MANY_DAMAGED * max(len(text), 1) and lost > FEW:
        return True
    if len(_LATIN.findall(text)) > len(text) / 4 and len(text) > FEW:
        return True
    return plausibility(text) < PLAUSIBLE
