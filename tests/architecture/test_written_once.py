"""What every subject needs is written once, on the ground floor: a second copy of it is found here."""

from __future__ import annotations

import ast

from .models import ROOT

APPS = ("portal", "children", "volunteers", "activities", "home")
# Where each of them stands.
ONCE = {"refuse": "portal/changes/denied.py"}


def modules():
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def test_a_mechanism_is_defined_in_one_place():
    found = {name: [] for name in ONCE}
    for path, tree in modules():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name in found:
                found[node.name].append(path)

    assert found == {name: [path] for name, path in ONCE.items()}


def asks_and_raises(node):
    """`if reason…: raise Denied(reason)`, whose name is `refuse`."""
    if not isinstance(node, ast.If) or len(node.body) != 1 or not isinstance(node.body[0], ast.Raise):
        return False
    called = node.body[0].exc
    named = isinstance(called, ast.Call) and isinstance(called.func, ast.Name) and called.func.id == "Denied"
    return named and isinstance(called.args[0], ast.Name)


def test_a_reason_is_refused_by_the_one_function():
    found = {path for path, tree in modules() if any(asks_and_raises(node) for node in ast.walk(tree))}

    # Its modules are being moved into rooms; they follow then.
    assert {path for path in found if not path.startswith("activities/")} == {ONCE["refuse"]}
