"""Days as official documents write them: 2026年5月4日, 二〇二六年五月四日."""

from __future__ import annotations

import re
from datetime import date

from .structure import chinese_number

# The nought of a Chinese year, and what is typed for it.
_NOUGHT = "〇○◯零ＯOοО０0"
_SMALL = "([0-9０-９一二三四五六七八九十]{1,3})"
DAY = rf"((?:19|20|１９|２０)\d{{2}}|[{_NOUGHT}一二三四五六七八九]{{4}})\s*年\s*{_SMALL}\s*月\s*{_SMALL}\s*日"
DATE = re.compile(DAY)
_NUMERIC = re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九")} | dict.fromkeys(_NOUGHT, 0)


def read_date(text: str) -> date | None:
    """The first date in `text`, in Arabic or Chinese figures; None when there is none that exists."""
    match = DATE.search(text) or _NUMERIC.search(text)
    return day_of(match[1], match[2], match[3]) if match else None


def day_of(year: str, month: str, day: str) -> date | None:
    """The day; None when there is none with these figures."""
    try:
        number = int("".join(str(_DIGITS.get(character, character)) for character in year))
        return date(number, chinese_number(month), chinese_number(day))
    except ValueError:
        return None
