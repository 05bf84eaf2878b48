"""Reading a file of areas, with everything that can be wrong in one said in one line."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .enums import CODE_LENGTH, AreaLevel
from .models import Area

HEADER = ["code", "name", "level", "parent_code"]
IN_ENGLISH = "name_en"  # a fifth column that may be left out
SAVE_AS_UTF8 = "Save it as UTF-8 (in Excel or WPS: Save as, type “CSV UTF-8”) and load it again."
ENGLISH_LENGTH = Area._meta.get_field("name_en").max_length or 0
NAME_LENGTH = Area._meta.get_field("name").max_length or 0


class AreaFileError(ValueError):
    """The file cannot be loaded; the message is one line that says where and what to do."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One checked line. A province has an empty `parent_code`."""

    line: int
    code: str
    name: str
    level: AreaLevel
    parent_code: str
    name_en: str = ""


def rows_of(path: Path) -> Iterator[AreaRow]:
    """The rows of a CSV file, each checked on its own. Raises AreaFileError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _checked(csv.reader(file, strict=True))
    except OSError as error:
        raise AreaFileError(f"{path}: {error.strerror or 'cannot be read'}. Give the path of a CSV file.") from error
    except UnicodeDecodeError as error:
        raise AreaFileError(f"{path.name} is not UTF-8. {SAVE_AS_UTF8}") from error
    except csv.Error as error:
        raise AreaFileError(f"{path.name} is not a CSV file ({error}). {SAVE_AS_UTF8}") from error


def _checked(lines: Iterator[list[str]]) -> Iterator[AreaRow]:
    header = [cell.strip() for cell in next(lines, [])]
    if header not in (HEADER, [*HEADER, IN_ENGLISH]):
        raise AreaFileError(f"The first line must be {','.join(HEADER)}, not {','.join(header)[:80] or 'empty'}.")
    for line, cells in enumerate(lines, start=2):
        if any(cell.strip() for cell in cells):
            yield _row(line, cells, len(header))


def _row(line: int, cells: list[str], columns: int) -> AreaRow:
    if len(cells) != columns:
        raise AreaFileError(f"Line {line}: {len(cells)} columns, not {columns}.")
    clean = [unicodedata.normalize("NFKC", cell).strip() for cell in cells]
    code, name, level, parent_code = clean[: len(HEADER)]
    name_en = "".join(clean[len(HEADER) :])
    problem = _problem(code, name, level, parent_code)
    if len(name_en) > ENGLISH_LENGTH:
        problem = f"the English name of {code} is longer than {ENGLISH_LENGTH} characters."
    if problem:
        raise AreaFileError(f"Line {line}: {problem}")
    return AreaRow(line, code, name, AreaLevel(level), parent_code, name_en)


def _problem(code: str, name: str, level: str, parent_code: str) -> str:
    if level not in AreaLevel.values:
        return f"unknown level {level!r}; it is one of {', '.join(AreaLevel.values)}."
    if not (code.isascii() and code.isdigit() and len(code) == CODE_LENGTH[AreaLevel(level)]):
        return f"the code of a {level} has {CODE_LENGTH[AreaLevel(level)]} digits, not {code!r}."
    if not 0 < len(name) <= NAME_LENGTH:
        return f"a name of 1 to {NAME_LENGTH} characters is needed for {code}."
    if (level == AreaLevel.PROVINCE) != (parent_code == ""):
        return f"a {level} {'has no parent_code' if parent_code else 'needs a parent_code'} ({code})."
    if parent_code and (not code.startswith(parent_code) or len(parent_code) not in _lengths_above(code)):
        return f"the code {code} does not begin with its parent's, {parent_code}."
    return ""


def _lengths_above(code: str) -> list[int]:
    return [length for length in CODE_LENGTH.values() if length < len(code)]
