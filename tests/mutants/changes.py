"""The changes a module allows: mutmut's operators on its syntax tree, one change each.

mutmut's own walk leaves out every function with a decorator, and a change of state here is one that has one; it leaves
out what stands outside of functions, and limits and words stand there. Its operators are used, its walk is not.
"""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider
from mutmut.mutation.mutators import mutation_operators

from tests.cover import ROOT

APPS = ("portal", "children", "volunteers", "activities", "home")
# As mutmut: a length or a kind of nothing is an error and no change of a rule.
LEFT_ALONE = {"len", "isinstance"}
# Their words are for people: a sentence that is not in the catalogue is found by the check of translations, and the
# reason why rows are read unscoped is read by nobody but the reader of the code.
WORDS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "unscoped"}
REASONS = {"_REASON", "REASON"}
# Read in a process of its own, which loads these modules itself and is measured by nobody.
READ_APART = "home/importing/domain/reading/"


@dataclass(frozen=True)
class Change:
    """One change: `function` is the outermost one it lies in, "" outside of all; `lines` are those it is seen from."""

    path: str
    number: int
    function: str
    lines: tuple[int, ...]
    source: str

    @property
    def name(self) -> str:
        """What it is called in the results."""
        return f"{self.path}:{self.lines[0]}#{self.number}"

    @property
    def module(self) -> str:
        """The dotted name of the module it is in."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def diff(self) -> str:
        """What is different."""
        old = (ROOT / self.path).read_text("utf-8").splitlines()
        lines = difflib.unified_diff(old, self.source.splitlines(), self.path, self.path, n=1, lineterm="")
        return "\n".join(lines)

    def kept(self) -> dict[str, Any]:
        """As a line of a file."""
        return asdict(self) | {"name": self.name, "module": self.module}


def modules() -> list[Path]:
    """Every module of a domain with something in it, in order."""
    found = (path for app in APPS for path in (ROOT / app).glob("**/domain/**/*.py"))
    return sorted(path for path in found if path.stat().st_size)


def sample(seed: str, size: int) -> list[Change]:
    """`size` changes to domains, the same ones for the same seed and the same code."""
    trees = {path: _Walk(path) for path in modules()}
    all_of_them = [(path, number) for path, tree in trees.items() for number in range(len(tree.found))]
    chosen = random.Random(seed).sample(all_of_them, min(size, len(all_of_them)))
    return [trees[path].change(number) for path, number in sorted(chosen)]


class _Walk(cst.CSTVisitor):
    """Finds the changes of one module."""

    METADATA_DEPENDENCIES = (PositionProvider, ParentNodeProvider)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.found: list[tuple[cst.CSTNode, cst.CSTNode]] = []
        self.words: set[int] = set()
        self.wrapped = MetadataWrapper(cst.parse_module(path.read_text("utf-8")))
        self.wrapped.visit(self)
        self.positions = self.wrapped.resolve(PositionProvider)
        self.parents = self.wrapped.resolve(ParentNodeProvider)

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Notes each change of this node; whether those within it are looked for."""
        if _left_alone(node):
            return False
        if isinstance(node, cst.Call) and _name(node.func) in WORDS:
            self.words |= {id(argument.value) for argument in node.args}
        if isinstance(node, cst.SimpleString) and id(node) in self.words:
            return False
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                self.found.extend((node, changed) for changed in operator(node))
        return True

    def change(self, number: int) -> Change:
        """The change of this number."""
        node, changed = self.found[number]
        tree = self.wrapped.module.deep_replace(node, changed)  # type: ignore[arg-type]
        path = str(self.path.relative_to(ROOT))
        return Change(path, number, self._function(node), self._lines(node), tree.code)

    def _lines(self, node: cst.CSTNode) -> tuple[int, ...]:
        """Where the node stands and where its statement begins: the interpreter tells of either."""
        at = self.positions[node]
        statement = next(above for above in self._above(node) if isinstance(above, _STATEMENTS))
        return tuple(sorted({self.positions[statement].start.line, *range(at.start.line, at.end.line + 1)}))

    def _function(self, node: cst.CSTNode) -> str:
        names: list[str] = []
        below: cst.CSTNode = node
        for above in self._above(node):
            if isinstance(above, cst.FunctionDef):
                # A default is worked out when the function is made, and not when it runs.
                names = [above.name.value] if below is above.body else []
            elif isinstance(above, cst.ClassDef) and names:
                names.append(above.name.value)
            below = above
        return ".".join(reversed(names))

    def _above(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        while not isinstance(node, cst.Module):
            yield node
            node = self.parents[node]


_STATEMENTS = (cst.SimpleStatementLine, cst.BaseCompoundStatement)


def _left_alone(node: cst.CSTNode) -> bool:
    """Types and decorators are no rules of the domain."""
    if isinstance(node, cst.Call):
        return _name(node.func) in LEFT_ALONE
    if isinstance(node, cst.Assign):
        return _name(node.targets[0].target) in REASONS
    return isinstance(node, cst.Annotation | cst.Decorator)


def _name(node: cst.CSTNode) -> str:
    """`reverse` of `reverse` and of `urls.reverse`."""
    node = node.attr if isinstance(node, cst.Attribute) else node
    return node.value if isinstance(node, cst.Name) else ""
