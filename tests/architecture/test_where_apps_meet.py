"""Apps above add to what stands below in one way, and CONTEXT lists all places where they do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.registry import Registry

ROOT = Path(__file__).resolve().parents[2]
APPS = ("portal", "home", "children", "volunteers", "activities")

TABLE = re.compile(r"^\| `([\w.]+\.[A-Z_]+)` \| [^|]+ \| [^|]+ \|$", re.MULTILINE)
# Functions that write into a list or dictionary of their module, and why they are no place where apps meet.
REMEMBERED = {
    "portal.changes.changing": "the rules that a decorator marks, for the tests of locking",
    "portal.changes.drawing": "what this process has drawn",
    "portal.ops.health": "whether this process has seen the tables migrated",
    "portal.ops.own_process": "processes this one has begun",
    "portal.site.hotlines": "what this process has shown last",
    "portal.web.refusals": "forms whose text is given back",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts), ast.parse(path.read_text())


def registries() -> set[str]:
    found = set()
    for name, tree in modules():
        for node in tree.body:
            target = node.target if isinstance(node, ast.AnnAssign) else None
            if target is not None and ast.unparse(node.annotation).startswith("Registry["):
                found.add(f"{name}.{target.id}")
    return found


def test_the_table_lists_every_registry():
    assert set(TABLE.findall((ROOT / "CONTEXT.md").read_text())) == registries()


def test_nothing_else_is_a_list_to_which_others_add():
    assert {name for name, tree in modules() if _adds_to_its_own(tree)} == set(REMEMBERED)


def _adds_to_its_own(tree):
    """Whether a function of the module writes into a list or dictionary that stands in the module."""
    own = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.List | ast.Dict)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                written = node.func.value if node.func.attr in {"append", "insert", "update", "setdefault"} else None
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                written = node.value
            else:
                written = None
            if isinstance(written, ast.Name) and written.id in own:
                return True
    return False


class TestARegistry:
    def test_goes_by_order_then_by_what_came_first(self):
        registry = Registry()
        for item, order in (("c", 50), ("a", 10), ("d", 50), ("b", 10)):
            registry.add(item, order=order)

        assert list(registry) == ["a", "b", "c", "d"]

    def test_takes_the_same_thing_once(self):
        registry = Registry()
        registry.add("a")
        registry.add("a")

        assert list(registry) == ["a"]

    def test_gives_no_name_twice(self):
        registry = Registry()
        registry.add("a", name="one")

        with pytest.raises(LookupError):
            registry.add("b", name="one")
        assert (registry["one"], registry.get("two"), "two" in registry) == ("a", None, False)
