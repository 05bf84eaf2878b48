"""Characters that programs put in place of others: look-alikes, signs of symbol fonts, raised figures."""

from __future__ import annotations

import re
import unicodedata

# The Kangxi radicals, ligatures and compatibility ideographs have their characters in Unicode's own tables.
_NAMED = re.compile("[\u2f00-\u2fd5\uf900-\ufaff\ufb00-\ufb06]")
# The radicals' supplement has not.
_RADICALS = (
    "⺠民⻓长⻔门⻅见⻚页⻛风⻢马⻋车⻝食⻉贝⻜飞⻄西⻆角⻘青⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⺟母⻣骨⻁虎⻙韦"
    "⺝月⺜日⻗雨⻧卤⺬示⻑長⻒镸⺒巳⺓幺⺁厂⺇几⺞歹⻈讠⻐钅⻪黾⻭齒⻯竜⻲亀⻫斉⻡辶"
)
_FORMS = str.maketrans(_RADICALS[::2], _RADICALS[1::2])
# What the symbol fonts of office programs show for a code; other codes cannot be known without the font.
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x75: "◆",
    0x76: "❖",
    0x77: "◆",
    0x9F: "•",
    0xA7: "▪",
    0xA8: "□",
    0xB2: "◇",
    0xD8: "➢",
    0xE0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": {0x2A: "□", 0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x54: "☒", 0xA3: "□"},
    "symbol": {0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xB0: "°", 0xAE: "→"},
}
_PRIVATE = range(0xE000, 0xF900)
_CODES = range(0xF000, 0xF100)
_FIGURES = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\u2e80-\u2eff]")


def plain(text: str) -> str:
    """The characters themselves for their look-alikes."""
    return _NAMED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text.translate(_FORMS))


def symbol(font: str, text: str) -> str:
    """The sign that a symbol font shows; text of no such font stays."""
    table = _FONTS.get(font.strip().lower())
    if table is None:
        return text if not font or ord(text[:1] or " ") not in _PRIVATE else "\ufffd"
    return "".join(table.get(ord(one) - 0xF000 if ord(one) in _CODES else ord(one), "\ufffd") for one in text)


def raised(text: str) -> str:
    """Raised figures in characters of their own, so that m2 stays m²; other text stays."""
    return text.translate(_FIGURES) if text.strip("0123456789+-") == "" else text
