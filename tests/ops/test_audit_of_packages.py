"""Why each package is there, and whether faults are known in its version, or that this cannot be told."""

from __future__ import annotations

import importlib.util
import json
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
specification = importlib.util.spec_from_file_location("audit_of_packages", REQUIREMENTS / "audit.py")
assert specification
assert specification.loader
audit = importlib.util.module_from_spec(specification)
specification.loader.exec_module(audit)


@pytest.mark.parametrize("name", ["base", "dev"])
def test_every_package_says_why_it_is_there(name):
    asked = (REQUIREMENTS / f"{name}.in").read_text().splitlines()
    lock = (REQUIREMENTS / f"{name}.txt").read_text()
    blocks = re.findall(r"^([\w.-]+)==(.*(?:\n .*)*)", lock, re.MULTILINE)

    assert [line for line in asked if re.match(r"\w", line) and "  # " not in line] == []
    assert [package for package, block in blocks if "# via" not in block] == []
    assert len(blocks) > 15


def test_a_package_that_only_comes_with_another_is_named_with_it():
    notes = (REQUIREMENTS / "base.in").read_text().partition("# Come with these")[2]

    assert [
        name for name in ("djangorestframework", "django-ninja", "requests", "pillow-heif") if name not in notes
    ] == []


@pytest.mark.parametrize(
    ("events", "versions"),
    [
        ([{"introduced": "0"}, {"fixed": "5.2.19"}], []),
        ([{"introduced": "0"}, {"fixed": "5.2.20"}], ["5.2.19"]),
        ([{"introduced": "5.2.19"}], ["5.2.19"]),
        ([{"introduced": "5.2"}, {"last_affected": "5.2.19"}], ["5.2.19"]),
        ([{"introduced": "5.2"}, {"last_affected": "5.2.18"}], []),
        ([{"introduced": "6.0"}], []),
        ([{"introduced": "4.2"}, {"fixed": "4.2.9"}, {"introduced": "5.0"}, {"fixed": "6.0"}], ["5.2.19"]),
        ([{"introduced": "not a version"}], ["5.2.19"]),
    ],
)
def test_a_range_holds_a_version_or_not(events, versions):
    affected = {"package": {"name": "Django", "ecosystem": "PyPI"}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
    found = audit.faults({("django", "5.2.19")}, [{"id": "X-1", "summary": "bad", "affected": [affected]}])

    assert found == [f"django {version}: X-1 bad" for version in versions]


def test_it_ends_with_a_list_or_says_that_it_cannot_tell(tmp_path, capsys):
    name, version = sorted(audit.pinned(REQUIREMENTS / "base.txt"))[0]
    now = datetime.now(UTC).isoformat()
    file = tmp_path / "all.zip"

    def run(**advisory) -> tuple[int, str]:
        with zipfile.ZipFile(file, "w") as packed:
            packed.writestr("X-1.json", json.dumps({"id": "X-1", "modified": now} | advisory))
        ended = audit.main([str(file)])
        told = capsys.readouterr()
        return ended, told.out + told.err

    affected = [{"package": {"name": name, "ecosystem": "PyPI"}, "versions": [version]}]
    assert run(affected=affected) == (1, f"{name} {version}: X-1\n")
    assert run(affected=affected, withdrawn=now)[0] == 0
    assert run(modified="2021-07-01T00:00:00Z")[0] == 2
    assert audit.main([]) == 2
    assert "cannot be told" in capsys.readouterr().err
