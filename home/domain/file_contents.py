"""What a file for download may not hold, told from its bytes; the importer looks deeper, in a process of its own."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from home.importing_enums import ImportProblem

PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
MAIN_PART = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
MAX_MEMBERS = 2_000
MAX_TYPES = 1024 * 1024
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Data between these words is compressed: letters in it mean nothing.
_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.S)


def problem_of(raw: bytes, name: str) -> ImportProblem | None:
    """Why families must not be given this file, or None. Takes a PDF, a Word document or a table by its name."""
    if raw.startswith(PROGRAMS):
        return ImportProblem.PROGRAM
    ending = PurePath(name).suffix.lower()
    if ending == ".pdf":
        return _problem_of_pdf(raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            return _problem_of_package(package, MAIN_PART.get(ending, ""))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return ImportProblem.DAMAGED


def _problem_of_pdf(raw: bytes) -> ImportProblem | None:
    if not raw[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return ImportProblem.DISGUISED
    plain = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), _STREAM.sub(b"", raw))
    return ImportProblem.ACTIVE if _ACTIVE.search(plain) else None


def _problem_of_package(package: zipfile.ZipFile, main_part: str) -> ImportProblem | None:
    members = package.infolist()
    names = [member.filename.lower() for member in members]
    if len(members) > MAX_MEMBERS:
        return ImportProblem.BOMB
    if main_part not in names:
        return ImportProblem.DISGUISED
    with package.open("[Content_Types].xml") as types:
        macros = b"macroEnabled" in types.read(MAX_TYPES)
    if macros or any("vbaproject" in name or "/activex/" in name for name in names):
        return ImportProblem.MACROS
    for member in members:
        with package.open(member) as content:
            if content.read(4).startswith(PROGRAMS):
                return ImportProblem.PROGRAM
    return None
