"""Whether anything changed since the last start; looked up without Django, which takes two seconds to load."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
# Whatever the first steps depend on: code and migrations, texts, styles and scripts, what is installed.
SOURCES = ("portal", "home", "children", "volunteers", "activities", "static", "requirements")
# What is prepared lies in the second and knows neither.
CHANGES_NOTHING = {"TONGXIN_BASE_URL", "TONGXIN_VAR_DIR"}
ENDINGS = {".py", ".po", ".mo", ".css", ".js", ".svg", ".txt", ".csv"}


class Prepared:
    """Remembers in a file of the project's own directory what the site was prepared from, and what was announced."""

    def __init__(self, var: Path) -> None:
        self.stamp_file, self.welcome_file = var / "prepared", var / "welcome.txt"
        self.made = (var / "db.sqlite3", var / "static.stamp", self.stamp_file, self.welcome_file)

    def is_current(self) -> bool:
        """Whether the last start prepared exactly this. Never with a database of one's own, which may have changed."""
        if "DATABASE_URL" in os.environ or not all(file.is_file() for file in self.made):
            return False
        return self.stamp_file.read_text() == digest()

    def remember(self, welcome: str) -> None:
        """The site is prepared; `welcome` is what to say when it is ready."""
        self.welcome_file.write_text(welcome, encoding="utf-8")
        self.stamp_file.write_text(digest())

    def welcome(self) -> str:
        """What to say when the site is ready."""
        return self.welcome_file.read_text(encoding="utf-8")


def digest() -> str:
    """Of the names, sizes and times of all sources, and of the settings in the environment."""
    told = hashlib.sha256()
    for line in _facts():
        told.update(f"{line}\n".encode())
    return told.hexdigest()


def _facts() -> Iterator[str]:
    for name, value in sorted(os.environ.items()):
        if name.startswith(("TONGXIN_", "DJANGO_")) and name not in CHANGES_NOTHING:
            yield f"{name}={value}"
    for top in SOURCES:
        for folder, _folders, files in os.walk(BASE_DIR / top):
            for file in sorted(files):
                path = Path(folder, file)
                if path.suffix in ENDINGS:
                    facts = path.stat()
                    yield f"{path} {facts.st_size} {facts.st_mtime_ns}"
