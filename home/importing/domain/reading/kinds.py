"""What a file really is, by its bytes; its name only has to agree."""

from __future__ import annotations

import re
from pathlib import PurePath

from .lines import Refused

MAX_BYTES = 20 * 1024 * 1024
ENDINGS = {"docx": (".docx",), "pdf": (".pdf",), "html": (".html", ".htm"), "text": (".txt",)}
KNOWN = tuple(ending for endings in ENDINGS.values() for ending in endings)
OLD_WORD = (".doc", ".wps", ".dot", ".wpt")
MACRO_WORD = (".docm", ".dotm")
SPREADSHEETS = (".xls", ".xlsx", ".xlsm", ".et", ".csv", ".ods")

ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
# Other formats that must not be taken for text: rich text, pictures, archives.
_OTHERS = (b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"%!PS")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(rb"^\s*(?:<!doctype\s+html|<html|<head|<body|<\?xml[^>]*>\s*<(?:!doctype\s+html|html))", re.I)
_TAGS = re.compile(rb"<(?:html|body|p|div|table|span|br|h[1-6])\b", re.I)


def kind_of(raw: bytes, name: str) -> str:
    """`docx`, `pdf`, `html` or `text`. Raises Refused for anything else and for a name that says something else."""
    if len(raw) > MAX_BYTES:
        raise Refused("too_large")
    ending = PurePath(name).suffix.lower()
    if ending in MACRO_WORD:
        raise Refused("macros")
    if ending in SPREADSHEETS and not raw.startswith(PROGRAMS):
        raise Refused("spreadsheet")
    not_something_else(raw, ending)
    if ending == ".ofd":
        raise Refused("ofd")
    kind = _by_content(raw, ending)
    if ending not in ENDINGS[kind]:
        raise Refused("disguised" if ending in KNOWN else "kind")
    return kind


def not_something_else(raw: bytes, ending: str) -> None:
    """Raises Refused for programs, old office formats and what is no document."""
    if raw.startswith(PROGRAMS):
        raise Refused("program")
    if raw.startswith(_OLE):
        if _ENCRYPTED_STREAM in raw:
            raise Refused("encrypted")
        raise Refused(
            "old_word" if ending in {*OLD_WORD, ".docx"} else "disguised" if ending in {*KNOWN, ".xlsx"} else "kind"
        )
    if ending in OLD_WORD:
        raise Refused("old_word")
    if raw.startswith(_OTHERS):
        raise Refused("disguised" if ending in KNOWN else "kind")


def _by_content(raw: bytes, ending: str) -> str:
    if raw.startswith(ZIP):
        return "docx"
    if raw.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return "pdf"
    start = raw[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    if _MARKUP.match(start) or (ending in ENDINGS["html"] and _TAGS.search(raw)):
        return "html"
    return "text"
