"""The rule map of CONTEXT.md names code that exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = [line for line in (ROOT / "CONTEXT.md").read_text().splitlines() if line.startswith("|") and "`" in line]
NAME = re.compile(r"`([\w/]+\.py)` `(\w+)`")


def test_every_function_of_the_rule_map_is_where_it_says():
    named = [match for row in ROWS for match in NAME.findall(row)]

    missing = [(path, name) for path, name in named if f"def {name}(" not in (ROOT / path).read_text()]

    assert len(named) >= 25
    assert missing == []


def test_every_constraint_of_the_rule_map_is_in_a_migration():
    last = [row.split("|")[4] for row in ROWS if row.count("|") == 5]
    named = {name for cell in last for name in re.findall(r"`([a-z_]+)`", cell)} - {"install"}
    migrations = "".join(path.read_text() for path in ROOT.glob("*/**/migrations/0*.py"))

    assert len(named) >= 4
    assert {name for name in named if name not in migrations} == set()
