"""Lists the pinned versions with known faults, by a file of advisories; without one it says that it cannot tell.

No database of faults that is kept up ships as a package: the last one, safety-db, ends in July 2021. So the advisories
are a file of the OSV format (a folder or a zip of JSON documents), fetched by whoever may: `make audit OSV=all.zip`.
Nothing here goes to the network.

Ends with 0 (nothing known), 1 (faults, one a line) or 2 (cannot tell).
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

HERE = Path(__file__).parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
OLD = timedelta(days=30)
WITHOUT = (
    "no database of known faults that is kept up ships as a package: this cannot be told from here. Fetch the "
    "advisories for Python packages in the OSV format and name the file: make audit OSV=all.zip"
)


def pinned(*locks: Path) -> set[tuple[str, str]]:
    """Name and version of every package in these lock files; some have a version for each Python."""
    return {(canonicalize_name(name), version) for lock in locks for name, version in PINNED.findall(lock.read_text())}


def advisories(path: Path) -> Iterator[dict[str, Any]]:
    """The advisories of a folder or a zip."""
    if path.is_dir():
        for file in sorted(path.rglob("*.json")):
            yield json.loads(file.read_text(encoding="utf-8"))
        return
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if name.endswith(".json"):
                yield json.loads(packed.read(name))


def concerns(affected: dict[str, Any], version: str) -> bool:
    """Whether this entry of an advisory names the version, or a range that holds it."""
    if version in affected.get("versions", []):
        return True
    ranges = (one for one in affected.get("ranges", []) if one.get("type") == "ECOSYSTEM")
    return any(_holds(one.get("events", []), version) for one in ranges)


def _holds(events: list[dict[str, str]], version: str) -> bool:
    """Events in the order of versions: introduced, then fixed or last_affected."""
    mine, inside = Version(version), False
    try:
        for event in sorted(events, key=lambda one: _of(next(iter(one.values())))):
            kind, text = next(iter(event.items()))
            if kind == "introduced":
                inside = inside or _of(text) <= mine
            elif (kind == "fixed" and _of(text) <= mine) or (kind == "last_affected" and _of(text) < mine):
                inside = False
    except InvalidVersion:
        return True  # what cannot be compared is looked at by a person
    return inside


def _of(text: str) -> Version:
    return Version("0.dev0" if text == "0" else text)


def faults(packages: set[tuple[str, str]], found: list[dict[str, Any]]) -> list[str]:
    """One line for each pinned version that an advisory not withdrawn concerns."""
    versions: dict[str, list[str]] = {}
    for name, version in packages:
        versions.setdefault(name, []).append(version)
    lines = set()
    for advisory in found:
        for affected in [] if advisory.get("withdrawn") else advisory.get("affected", []):
            package = affected.get("package", {})
            name = canonicalize_name(package.get("name", "")) if package.get("ecosystem") == "PyPI" else ""
            for version in versions.get(name, []):
                if concerns(affected, version):
                    lines.add(f"{name} {version}: {advisory['id']} {advisory.get('summary', '')}".rstrip())
    return sorted(lines)


def main(arguments: list[str]) -> int:
    """See the module."""
    packages = pinned(*HERE.glob("*.txt"))
    if not arguments:
        return _cannot_tell(f"{len(packages)} pinned versions, and {WITHOUT}")
    found = list(advisories(Path(arguments[0])))
    newest = max((one.get("modified", "") for one in found), default="")
    if not newest or datetime.fromisoformat(newest) < datetime.now(UTC) - OLD:
        return _cannot_tell(f"The newest of {len(found)} advisories is of {newest or 'no day'}: too old to tell.")
    lines = faults(packages, found)
    nothing = f"No known faults in {len(packages)} versions, by {len(found)} advisories up to {newest}."
    sys.stdout.write("\n".join(lines or [nothing]) + "\n")
    return 1 if lines else 0


def _cannot_tell(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
