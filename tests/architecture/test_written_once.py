"""What every subject needs is written once, on the ground floor: a second copy of it is found here."""

from __future__ import annotations

import ast
import functools

from .models import ROOT

APPS = ("portal", "children", "volunteers", "activities", "home")
# Where each of them stands.
ONCE = {
    "refuse": "portal/changes/denied.py",
    "locked": "portal/changes/locking.py",
    "advance": "portal/transitions/making.py",
    "announce": "portal/transitions/making.py",
    "fetch": "portal/desk/access.py",
    "with_a_reason": "portal/desk/revealing.py",
    "listed": "portal/desk/listing.py",
    "chips_for": "portal/components/chips.py",
    "private": "portal/pages/private.py",
}
# Modules with words of their own for "kept by nobody": what the whole server says, and who reads it.
SAY_NO_STORE = {
    "portal/pages/private.py",
    "portal/ops/health.py",  # an answer to a program
    "portal/web/refusals.py",  # every refusal, whoever asked
    "portal/pagecache/middleware.py",  # obeys it
}


@functools.cache
def modules():
    paths = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


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

    assert found == {ONCE["refuse"]}


def test_refusals_bear_the_name_of_their_subject_and_are_never_made_from_another_ones_value():
    enums, made = {}, []
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name.endswith("Refusal"):
                enums.setdefault(node.name, []).append(path)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Refusal"):
                made.append(f"{path}:{node.lineno}")

    assert [name for name, paths in enums.items() if name == "Refusal" or len(paths) > 1] == []
    assert made == []


def names_in(tree):
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def test_the_desk_fetches_its_rows_in_one_way():
    found = {path for path, tree in modules() if {"desk_view", "get_object_or_404"} <= names_in(tree)}

    assert found == set()


def test_the_desk_reveals_in_one_way():
    found = {path for path, tree in modules() if {"RevealForm", "reveal"} & names_in(tree)}

    assert found == {ONCE["with_a_reason"]}


def test_one_module_says_that_nobody_keeps_a_page():
    said = {path for path, tree in modules() if any(says_no_store(node) for node in ast.walk(tree))}
    asked = {path for path, tree in modules() if "never_cache" in names_in(tree)}

    assert (said, asked) == (SAY_NO_STORE, set())


def says_no_store(node):
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    return "no-store" in text and len(text) < 30


def desk_views(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [getattr(getattr(one, "func", one), "id", "") for one in node.decorator_list]
            if "desk_view" in names:
                yield node.name, names


def test_who_may_open_a_page_of_the_desk_is_asked_before_anything_else():
    """So an outsider learns from no other refusal (405) that there is such a page."""
    late = [(path, view) for path, tree in modules() for view, names in desk_views(tree) if names[0] != "desk_view"]

    assert late == []


# What holds one row by something else than the record in hand.
HOLD_OTHERWISE = {
    "home/danger/domain/adding.py",  # a word that goes away, with its key
    "home/importing/domain/drafting.py",  # the library of a language
    "home/models/second_reader.py",  # the page of a task
}


def gets_what_it_holds(node):
    """`….select_for_update(…)….get(…)`."""
    if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "get":
        return False
    return any(getattr(inner, "attr", "") == "select_for_update" for inner in ast.walk(node.func))


def test_the_row_in_hand_is_held_by_the_one_function():
    found = {path for path, tree in modules() if any(gets_what_it_holds(node) for node in ast.walk(tree))}

    assert found == HOLD_OTHERWISE
