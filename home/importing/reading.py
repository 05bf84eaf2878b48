"""From a file to lines of text; whatever is not a plain text or a Word document is refused with the remedy."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from .problems import CannotImport, ImportProblem

MAX_BYTES = 20 * 1024 * 1024
# A zip bomb unpacks to far more than a document of this size can hold.
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
ZIP_MAGIC = b"PK\x03\x04"


def read_lines(path: Path) -> list[str]:
    """The lines or paragraphs of the file, in order. Raises CannotImport."""
    if not path.is_file():
        raise CannotImport(ImportProblem.MISSING)
    if path.stat().st_size > MAX_BYTES:
        raise CannotImport(ImportProblem.TOO_LARGE)
    readers = {".txt": _read_text, ".docx": _read_word}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise CannotImport(ImportProblem.KIND)
    lines = reader(path)
    if not any(line.strip() for line in lines):
        raise CannotImport(ImportProblem.EMPTY)
    return lines


def _read_text(path: Path) -> list[str]:
    raw = path.read_bytes()
    if raw.startswith((ZIP_MAGIC, b"%PDF", b"MZ", b"\xd0\xcf\x11\xe0")):
        raise CannotImport(ImportProblem.DISGUISED)
    return decode(raw).splitlines()


def decode(raw: bytes) -> str:
    """UTF-8 or UTF-16 with or without a mark, else GB 18030, strictly: nothing garbled is accepted."""
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for candidate in (encoding, "gb18030"):
        try:
            text = raw.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CannotImport(ImportProblem.ENCODING)


def _read_word(path: Path) -> list[str]:
    _check_package(path)
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise CannotImport(ImportProblem.DAMAGED) from error
    lines: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            lines.extend(" | ".join(cell.text.strip() for cell in row.cells) for row in part.rows)
        else:
            lines.extend(part.text.splitlines() or [""])
    return lines


def _check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except zipfile.BadZipFile as error:
        raise CannotImport(ImportProblem.DISGUISED) from error
    names = {member.filename for member in members}
    if "word/document.xml" not in names:
        raise CannotImport(ImportProblem.DISGUISED)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise CannotImport(ImportProblem.MACROS)
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise CannotImport(ImportProblem.TOO_LARGE)
