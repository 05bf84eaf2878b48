"""Each module of a domain is imported by a test: its rules are called by name and not through pages alone."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("portal", "children", "volunteers", "activities", "home")


def rules() -> set[str]:
    """The modules with a function or a class that others may use."""
    found = (path for app in APPS for path in (ROOT / app).glob("**/domain/**/*.py") if path.name != "__init__.py")
    return {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in found}


def imported() -> set[str]:
    """What the tests import, each name also as a module of its package."""
    names: set[str] = set()
    for path in (ROOT / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
    return names


def test_every_module_of_a_domain_is_imported_by_a_test():
    assert rules() - imported() == set()
