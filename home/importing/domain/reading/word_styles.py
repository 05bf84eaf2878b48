"""Which of a Word document's styles are headings or its title, write a number before the paragraph, or hide text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .lines import Style
from .numbering import Numbering, attribute, integer, name_of, value_of

HEADINGS: dict[int, Style] = {0: "h1", 1: "h2", 2: "h3"}
BODY_LEVEL = 9
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])")
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*[1-9]")
# Typefaces that are bold by themselves: Chinese offices set headings in them.
_BLACK = re.compile("黑体|SimHei|大标宋|小标宋")
OFF = {"0", "false", "off", "none"}
LONGEST_CHAIN = 20


def child_of(element: Any, name: str) -> Any:
    """The first child of that name, or None."""
    return next((child for child in element if name_of(child) == name), None) if element is not None else None


def looks_of(properties: Any) -> dict[str, Any]:
    """How a run is set, as far as these properties (rPr) say: size in half points, bold, hidden, raised."""
    looks: dict[str, Any] = {}
    for part in properties if properties is not None else []:
        name, value = name_of(part), value_of(part)
        if name == "sz":
            looks["size"] = integer(value)
        elif name in {"b", "vanish"}:
            looks[name] = value not in OFF
        elif name == "rFonts":
            looks["black"] = bool(_BLACK.search(attribute(part, "eastAsia") or attribute(part, "ascii")))
        elif name == "vertAlign":
            looks["raised"] = value == "superscript"
        elif name == "rStyle":
            looks["style"] = value
    return looks


class Styles:
    """By name or outline level, their own or that of the style they build on."""

    def __init__(self, root: Iterable[Any]) -> None:
        """`root` is the tree of styles.xml, or nothing."""
        self.contents: set[str] = set()
        self._lists: dict[str, tuple[str, int | None]] = {}
        self._parts: dict[str, Style] = {}
        self._bases: dict[str, str] = {}
        self._looks: dict[str, dict[str, Any]] = {}
        self._centred: dict[str, bool] = {}
        self._known: dict[tuple[str, ...], dict[str, Any]] = {}
        self._normal = ""
        self._defaults: dict[str, Any] = {}
        for element in root:
            if name_of(element) == "style":
                self._read(attribute(element, "styleId"), element)
            elif name_of(element) == "docDefaults":
                self._defaults = looks_of(child_of(child_of(element, "rPrDefault"), "rPr"))

    def part_of(self, key: str) -> Style:
        """What a paragraph of this style is."""
        return next((self._parts[one] for one in self._chain(key) if one in self._parts), "p")

    def list_of(self, key: str, numbering: Numbering) -> tuple[str, int]:
        """The list that numbers paragraphs of this style, and the level; an empty name when there is none."""
        for one in self._chain(key):
            if one in self._lists:
                name, level = self._lists[one]
                return name, numbering.level_of(name, one) if level is None else level
        return "", 0

    def looks(self, run: str, paragraph: str) -> dict[str, Any]:
        """How text in these styles is set."""
        keys = (run, paragraph or self._normal)
        if keys not in self._known:
            found = dict(self._defaults)
            for key in reversed(keys):
                for one in reversed(list(self._chain(key))):
                    found |= self._looks.get(one, {})
            self._known[keys] = found
        return self._known[keys]

    def is_centred(self, key: str) -> bool:
        """Whether paragraphs of this style stand in the middle."""
        return next((self._centred[one] for one in self._chain(key or self._normal) if one in self._centred), False)

    def _chain(self, key: str) -> Iterator[str]:
        for _step in range(LONGEST_CHAIN):
            if not key:
                return
            yield key
            key = self._bases.get(key, "")

    def _read(self, key: str, style: Any) -> None:
        parts = {name_of(part): part for part in style}
        paragraph = {name_of(part): part for part in parts["pPr"]} if "pPr" in parts else {}
        if "basedOn" in parts:
            self._bases[key] = value_of(parts["basedOn"])
        if attribute(style, "default") in {"1", "true"} and attribute(style, "type") == "paragraph":
            self._normal = key
        if "numPr" in paragraph:
            number = {name_of(part): value_of(part) for part in paragraph["numPr"]}
            self._lists[key] = (number.get("numId", "0"), integer(number["ilvl"]) if "ilvl" in number else None)
        if "jc" in paragraph:
            self._centred[key] = value_of(paragraph["jc"]) == "center"
        self._looks[key] = looks_of(parts.get("rPr"))
        level = integer(value_of(paragraph["outlineLvl"]), BODY_LEVEL) if "outlineLvl" in paragraph else BODY_LEVEL
        self._name(key, value_of(parts["name"]).lower() if "name" in parts else "", level)

    def _name(self, key: str, name: str, level: int) -> None:
        if name in {"title", "标题"}:
            self._parts[key] = "title"
        elif heading := _HEADING_NAME.fullmatch(name):
            self._parts[key] = HEADINGS.get(int(heading[1]) - 1, "h3")
        elif _CONTENTS_NAME.fullmatch(name):
            self.contents.add(key)
        elif level < BODY_LEVEL:
            self._parts[key] = HEADINGS.get(level, "h3")
