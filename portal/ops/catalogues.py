"""The translation catalogues of this project: where they are, compiling them, and what is wrong with them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.apps import apps
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed

TARGET = "zh_Hans"
PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|%[sdr]|\{\w*\}")


@dataclass(frozen=True)
class Problem:
    """Something wrong with one entry of a catalogue."""

    file: str
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.kind}: {self.text!r}"


def locale_folders() -> list[Path]:
    """LOCALE_PATHS and the `locale` folder of each app that is part of this project."""
    own = [Path(app.path) / "locale" for app in apps.get_app_configs()]
    inside = [
        folder for folder in own if folder.is_relative_to(settings.BASE_DIR) and "site-packages" not in folder.parts
    ]
    return sorted({folder for folder in [*map(Path, settings.LOCALE_PATHS), *inside] if folder.is_dir()})


def packages() -> list[Path]:
    """The packages of this project that hold apps: each has one catalogue for all its texts."""
    tops = {Path(settings.BASE_DIR) / app.name.split(".")[0] for app in apps.get_app_configs()}
    return sorted(top for top in tops if top.is_dir())


def catalogues() -> list[Path]:
    """Every .po file of the project."""
    return [path for folder in locale_folders() for path in sorted(folder.glob("*/LC_MESSAGES/*.po"))]


def compile_catalogues() -> int:
    """Compile each .po that is newer than its .mo, and read them anew in this process. Returns how many."""
    old = [path for path in catalogues() if _is_newer(path, path.with_suffix(".mo"))]
    for path in old:
        unfinished = path.with_suffix(".mo.part")
        polib.pofile(str(path)).save_as_mofile(str(unfinished))
        unfinished.rename(path.with_suffix(".mo"))
    if old:
        # What Django's own reloader does when a catalogue changes: forget what was loaded.
        translation_file_changed(None, old[0].with_suffix(".mo"))
    return len(old)


def problems() -> Iterator[Problem]:
    """What is missing, unsure, left over or different from the sources (the last needs xgettext)."""
    for path in catalogues():
        yield from _problems_inside(path)
    yield from _problems_between(catalogues())
    if shutil.which("xgettext"):
        for package in packages():
            yield from _problems_against_sources(package)


def _is_newer(source: Path, made: Path) -> bool:
    return not made.exists() or made.stat().st_mtime_ns < source.stat().st_mtime_ns


def _name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR)) if path.is_relative_to(settings.BASE_DIR) else str(path)


def _problems_inside(path: Path) -> Iterator[Problem]:
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            yield Problem(_name(path), "no longer used", entry.msgid)
        elif entry.fuzzy:
            yield Problem(_name(path), "fuzzy", entry.msgid)
        elif not entry.translated():
            yield Problem(_name(path), "not translated", entry.msgid)
        elif not _has_equal_placeholders(entry):
            yield Problem(_name(path), "different placeholders", entry.msgid)


def _problems_between(paths: list[Path]) -> Iterator[Problem]:
    """The same English said in two ways: Django keeps one of them for the whole site, wherever it is asked for."""
    said: dict[tuple[str, str | None, str], object] = {}
    for path in paths:
        for entry in polib.pofile(str(path)):
            words = entry.msgstr or entry.msgstr_plural
            first = said.setdefault((path.parents[1].name, entry.msgctxt, entry.msgid), words)
            if entry.translated() and words != first:
                yield Problem(_name(path), "said otherwise in another catalogue", entry.msgid)


def _has_equal_placeholders(entry: polib.POEntry) -> bool:
    """Each translation holds what the English holds; of a plural, what either of its forms holds."""
    if not entry.msgid_plural:
        return _placeholders(entry.msgid) == _placeholders(entry.msgstr)
    allowed = [_placeholders(entry.msgid), _placeholders(entry.msgid_plural)]
    return all(_placeholders(text) in allowed for text in entry.msgstr_plural.values())


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text.replace("%%", "")))


def _problems_against_sources(package: Path) -> Iterator[Problem]:
    """Extract the texts of one package into a temporary place and compare them with its catalogue."""
    path = package / "locale" / TARGET / "LC_MESSAGES" / "django.po"
    wanted = _extracted(package)
    there = _entries(path)
    for kind, texts in (("in the sources only", wanted - there), ("in the catalogue only", there - wanted)):
        yield from (Problem(_name(path), kind, text) for _context, text in sorted(texts, key=str))


def _entries(path: Path) -> set[tuple[str | None, str]]:
    if not path.exists():
        return set()
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}


def _extracted(package: Path) -> set[tuple[str | None, str]]:
    with tempfile.TemporaryDirectory(prefix="tongxin-texts-") as place:
        copy = Path(place) / package.name
        shutil.copytree(package, copy, ignore=_not_a_source)
        (copy / "locale").mkdir()
        command = [sys.executable, "-P", "-m", "django", "makemessages", "-l", TARGET, "--no-location", "--no-wrap"]
        subprocess.run(command, cwd=copy, check=True, capture_output=True, env=_bare_environment())  # noqa: S603  our own
        return _entries(copy / "locale" / TARGET / "LC_MESSAGES" / "django.po")


def _bare_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}


def _not_a_source(folder: str, names: list[str]) -> set[str]:
    kept = {".py", ".html", ".txt"}
    return {
        name
        for name in names
        if name in {"locale", "locale_overlay", "__pycache__", "static", "data"}
        or ((path := Path(folder) / name).is_file() and path.suffix not in kept)
    }
