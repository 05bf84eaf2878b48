"""Which of a Word document's styles are headings or its title, and which write a number before the paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from .lines import Style
from .numbering import attribute, integer, name_of, value_of

HEADINGS: dict[int, Style] = {0: "h1", 1: "h2", 2: "h3"}
BODY_LEVEL = 9
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])")
LONGEST_CHAIN = 20


class Styles:
    """By name or outline level, their own or that of the style they build on."""

    def __init__(self, root: Iterable[Any]) -> None:
        """`root` is the tree of styles.xml, or nothing."""
        self.lists: dict[str, tuple[str, int]] = {}
        self._parts: dict[str, Style] = {}
        self._bases: dict[str, str] = {}
        for style in root:
            if name_of(style) == "style":
                self._read(attribute(style, "styleId"), {name_of(part): part for part in style.iter()})

    def part_of(self, key: str) -> Style:
        """What a paragraph of this style is."""
        for _step in range(LONGEST_CHAIN):
            if key in self._parts:
                return self._parts[key]
            key = self._bases.get(key, "")
        return "p"

    def _read(self, key: str, parts: dict[str, Any]) -> None:
        if "basedOn" in parts:
            self._bases[key] = value_of(parts["basedOn"])
        if "numId" in parts:
            self.lists[key] = (value_of(parts["numId"]), integer(value_of(parts["ilvl"])) if "ilvl" in parts else 0)
        name = value_of(parts["name"]).lower() if "name" in parts else ""
        if name in {"title", "标题"}:
            self._parts[key] = "title"
        elif heading := _HEADING_NAME.fullmatch(name):
            self._parts[key] = HEADINGS.get(int(heading[1]) - 1, "h3")
        elif "outlineLvl" in parts and (level := integer(value_of(parts["outlineLvl"]), BODY_LEVEL)) < BODY_LEVEL:
            self._parts[key] = HEADINGS.get(level, "h3")
