"""Two sets of fonts to look at the site with, made of what is installed: what readers have differs, so do the lines.

Every set holds one Chinese face and one Latin one that goes by the name the style sheets ask for, and nothing else, so
that what else a machine has installed changes nothing.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

# The first that is installed is taken (Debian: fonts-dejavu-core, fonts-dejavu-extra, fonts-noto-cjk).
LATIN = {"wide": ("DejaVu Sans",), "narrow": ("DejaVu Sans Condensed", "Liberation Sans Narrow")}
CHINESE = ("Noto Sans CJK SC",)
# The name in static/css/base.css under which the Latin letters are found.
NAME = "Arial"
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
  <match target="scan">
    <test name="family"><string>{family}</string></test>
    <edit name="family" mode="assign"><string>{name}</string></edit>
  </match>
</fontconfig>
"""


def missing() -> str:
    """What a set lacks on this machine, for a person; empty when both can be made."""
    lacking = [names[0] for names in (*LATIN.values(), CHINESE) if not _installed(names)]
    return f"these fonts are missing: {', '.join(lacking)} (Debian: fonts-dejavu-extra fonts-noto-cjk)" * bool(lacking)


def environment_of(letters: str, folder: Path) -> dict[str, str]:
    """What a browser is started with to have the fonts of this set only; `folder` is empty and keeps them."""
    family, latin = _installed(LATIN[letters])
    for file in [*latin, *_installed(CHINESE)[1]]:
        (folder / file.name).symlink_to(file)
    configuration = folder / "fonts.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, family=family, name=NAME), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(configuration)}


def _installed(names: tuple[str, ...]) -> tuple[str, list[Path]]:
    """The first of these families that is installed, regular and bold: the name it is scanned by, and its files."""
    program = shutil.which("fc-match")
    for name in names if program else ():
        found = [_match(program, f"{name}:{weight}") for weight in ("regular", "bold")]
        if all(name in family.split(",") for family, _file in found):
            return found[0][0].split(",")[0], [Path(file) for _family, file in found]
    return "", []


def _match(program: str, pattern: str) -> tuple[str, str]:
    """Families and file of what fontconfig gives for this pattern."""
    command = [program, "-f", "%{family}|%{file}", pattern]
    family, _, file = subprocess.run(command, check=True, capture_output=True, text=True).stdout.partition("|")
    return family, file
