"""The numbers that Word writes before paragraphs by itself: 一、 （一） 1. 第三条 and the like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
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


class Numbering:
    """Counts as Word does: each list has its levels, and a higher level starts the lower ones anew."""

    def __init__(self, root: Any) -> None:
        """`root` is the tree of numbering.xml, or None."""
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for element in root if root is not None else []:
            if name_of(element) == "abstractNum":
                self._read_abstract(element)
        for element in root if root is not None else []:
            if name_of(element) == "num":
                target = next((value_of(child) for child in element if name_of(child) == "abstractNumId"), "")
                self._lists[attribute(element, "numId")] = target

    def next(self, list_id: str, level: int) -> str:
        """What stands before the next paragraph of this list at this level; empty when there is nothing."""
        abstract = self._lists.get(list_id, "")
        form, text, start = self._levels.get((abstract, level), ("", "", 1))
        if not form:
            return ""
        counts = self._counts[abstract]
        counts[level] = min(counts.get(level, start - 1) + 1, MAX_NUMBER)
        for lower in [found for found in counts if found > level]:
            del counts[lower]
        if form == "bullet":
            return BULLET
        for number in range(level + 1):
            kind, _text, first = self._levels.get((abstract, number), ("decimal", "", 1))
            text = text.replace(f"%{number + 1}", _FORMATS.get(kind, str)(max(counts.get(number, first), 1)))
        return text

    def _read_abstract(self, element: Any) -> None:
        number = attribute(element, "abstractNumId")
        for level in (child for child in element if name_of(child) == "lvl"):
            values = {name_of(child): value_of(child) for child in level}
            start = values.get("start", "1")
            self._levels[number, integer(attribute(level, "ilvl"))] = (
                values.get("numFmt", "decimal"),
                values.get("lvlText", ""),
                integer(start, 1),
            )


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
