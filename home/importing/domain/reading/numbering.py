"""The numbers that Word writes before paragraphs by itself: 一、 （一） 1. 第三条 and the like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

CHINESE = "零一二三四五六七八九"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
BULLET = "•"
MAX_NUMBER = 9_999


def chinese(number: int) -> str:
    """3 → 三, 12 → 十二, 120 → 一百二十; from 1 to 9,999."""
    text = ""
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += CHINESE[digit] + word
        elif text and not text.endswith("零") and number:
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    steps = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=False,
    )
    for value, letters in steps:
        count, number = divmod(number, value)
        text += letters * count
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ["chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"], chinese
    ),
    **dict.fromkeys(["ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"], chinese),
    "taiwaneseCounting": chinese,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _number: "",
}


@dataclass(frozen=True)
class _Level:
    """How a level writes its numbers; `arabic`: those of the levels above it too.

    It begins anew after a level above `restart`: 条 are often counted through all 章 (0: never).
    """

    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""
    arabic: bool = False
    restart: int = MAX_NUMBER


class Numbering:
    """Counts as Word does: each list has its levels, and a higher level starts the lower ones anew.

    Lists of one definition go on counting, unless they say where to start.
    """

    def __init__(self, root: Any) -> None:
        """`root` is the tree of numbering.xml, or None."""
        self._levels: dict[tuple[str, int], _Level] = {}
        self._lists: dict[str, str] = {}
        self._own: dict[tuple[str, int], _Level] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._links: dict[str, str] = {}
        self._named: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for element in root if root is not None else []:
            if name_of(element) == "abstractNum":
                self._read_definition(element)
        for element in root if root is not None else []:
            if name_of(element) == "num":
                self._read_list(element)

    def next(self, list_id: str, level: int) -> str:
        """What stands before the next paragraph of this list at this level; empty when there is nothing."""
        definition, found = self._lists.get(list_id, ""), self._level(list_id, level)
        if found is None:
            return ""
        counts = self._counts[definition]
        if (start := self._starts.pop((list_id, level), None)) is not None:
            counts[level] = start - 1
        counts[level] = min(counts.get(level, found.start - 1) + 1, MAX_NUMBER)
        for lower in [known for known in counts if known > level]:
            if level < (self._level(list_id, lower) or _Level()).restart:
                del counts[lower]
        if found.form == "bullet":
            return BULLET
        text = found.text
        for number in range(level + 1):
            upper = self._level(list_id, number) or _Level()
            form = "decimal" if found.arabic and number < level else upper.form
            text = text.replace(f"%{number + 1}", _FORMATS.get(form, str)(max(counts.get(number, upper.start), 1)))
        return text

    def level_of(self, list_id: str, style: str) -> int:
        """The level that belongs to a style of paragraphs; the first when none does."""
        own = {number: level for (key, number), level in self._levels.items() if key == self._lists.get(list_id, "")}
        return next((number for number, level in own.items() if level.style == style), 0)

    def _level(self, list_id: str, level: int) -> _Level | None:
        return self._own.get((list_id, level)) or self._levels.get((self._lists.get(list_id, ""), level))

    def _read_definition(self, element: Any) -> None:
        definition = attribute(element, "abstractNumId")
        for child in element:
            if name_of(child) == "lvl":
                self._levels[definition, integer(attribute(child, "ilvl"))] = _level_of(child)
            elif name_of(child) == "styleLink":
                self._named[value_of(child)] = definition
            elif name_of(child) == "numStyleLink":
                self._links[definition] = value_of(child)

    def _read_list(self, element: Any) -> None:
        """A list of a definition; what it changes of it."""
        key = attribute(element, "numId")
        for child in element:
            level = integer(attribute(child, "ilvl"))
            if name_of(child) == "abstractNumId":
                target = value_of(child)
                self._lists[key] = self._named.get(self._links.get(target, ""), target)
            for part in child if name_of(child) == "lvlOverride" else []:
                if name_of(part) == "startOverride":
                    self._starts[key, level] = integer(value_of(part), 1)
                elif name_of(part) == "lvl":
                    self._own[key, level] = _level_of(part)


def _level_of(element: Any) -> _Level:
    values = {name_of(child): value_of(child) for child in element}
    return _Level(
        values.get("numFmt", "decimal"),
        values.get("lvlText", ""),
        integer(values.get("start", "1"), 1),
        values.get("pStyle", ""),
        values.get("isLgl", "0") not in {"0", "false", "off"},
        integer(values.get("lvlRestart", ""), MAX_NUMBER),
    )


def spaced(number: str, text: str) -> str:
    """The number and the text, apart where they would run together: 第三条　本办法, 1. 3000元."""
    if number.endswith(("条", "章", "节", "编", "篇", "款", "项")):
        return f"{number}　{text}"
    last = number[-1:]
    apart = last.isascii() and (last.isalnum() or (last == "." and text[:1].isascii() and text[:1].isalnum()))
    return f"{number} {text}" if apart else f"{number}{text}"


def integer(text: str, otherwise: int = 0) -> int:
    """A small number from a document; `otherwise` when it is none."""
    return min(int(text), MAX_NUMBER) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def name_of(element: Any) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute without its namespace; empty when there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def value_of(element: Any) -> str:
    """The attribute in which Word keeps most values."""
    return attribute(element, "val")
