"""Document numbers in one form: 国发〔2016〕13号, however they were typed."""

from __future__ import annotations

import re
import unicodedata

_YEAR = re.compile(r"\s*[\[(【〔﹝〖<《]\s*((?:19|20)\d{2})\s*年?\s*[\])】〕﹞〗>》]\s*")
_BEFORE_NUMBER = re.compile(r"\s*(第?)\s*0*([1-9]\d*)\s*号")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff〕])\s+(?=[\u4e00-\u9fff〔\d])")


def normalised(number: str) -> str:
    """The number with a six-sided bracket around the year, plain digits and no needless space; other text stays.

    国发[2016] 13 号, 国发(2016)13号 and 国发（２０１６）１３号 are all 国发〔2016〕13号 (GB/T 9704—2012, 7.2.5).
    In English a number stays as it is: Minfa [2019] No. 62.
    """
    # Compatibility forms made plain; brackets come back as ASCII, which the year's pattern knows.
    text = " ".join(unicodedata.normalize("NFKC", number).split())
    with_year = _YEAR.sub(r"〔\1〕", text, count=1)
    if not _HAN.search(text):
        return number.strip()
    if with_year == text and "〔" not in text:
        return number.strip()
    return _BETWEEN_HAN.sub("", _BEFORE_NUMBER.sub(r"\1\2号", with_year))
