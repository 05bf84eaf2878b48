"""From when until when a document is in force, as it says itself; what must be worked out is left to the editor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from .dates import DAY, day_of
from .doubts import CONTEXT, doubt
from .structure import Piece

_NOT_PUBLIC = re.compile(
    r"此件不(?:予)?公开|不予公开|依申请公开|内部(?:资料|文件|使用|发行)|不得外传|严禁外传|工作秘密"
)
_REPEALS = re.compile(r"(?:同时|予以|即行|相应|一并|自行)(?:予以)?(?:废止|停止执行|失效)|宣布失效")
_SPAN = re.compile(rf"自\s*{DAY}\s*起?\s*至\s*{DAY}\s*(?:止|(?=施行|有效|执行|实施))")
_OF_ITSELF = re.compile(
    r"本(?:通知|意见|办法|规定|方案|条例|细则|决定|公告|通告|措施|规划|指引|标准|制度|文件?)[^。；》]{0,12}$"
)
NEAR = 8
_IN_FORCE = re.compile("施行|实施|执行|有效")
_FROM = re.compile(rf"自\s*{DAY}\s*起\s*(?:开始)?(?:施行|实施|执行|生效)")
_FROM_ISSUE = re.compile(r"自(?:发布|印发|公布|发文|颁布)之日起(?:开始)?(?:施行|实施|执行|生效)")
_FROM_LATER = re.compile(r"自(?:发布|印发|公布|颁布)之日起[\d一二三四五六七八九十]+(?:日|个月)后")
_UNTIL = re.compile(
    rf"(?:有效期(?:限)?\s*(?:截)?至|(?:施行|实施|执行|有效)(?:期)?[，,]?\s*(?:有效期?)?\s*(?:截)?至)\s*{DAY}"
)
_PERIOD = re.compile(
    r"(?:有效期(?:限)?|试行期?|暂定)\s*(?:为|暂定|暂定为)?\s*([\d一二三四五六七八九十]+)\s*(?:年|个月)"
)


class InForce:
    """The days, and the doubts about them. `issued_on` is needed where it begins with the day of issue."""

    def __init__(self, pieces: list[Piece], issued_on: date | None) -> None:
        self.issued_on = issued_on
        self.until: date | None = None
        self.since = self._since(pieces)
        self.doubts = list(self._read(pieces))

    def _read(self, pieces: list[Piece]) -> Iterator[dict[str, Any]]:
        for at, piece in enumerate(pieces):
            text = piece.words
            if match := _SPAN.search(text):
                if _IN_FORCE.search(text[max(match.start() - NEAR, 0) : match.end() + NEAR]):
                    self.since = self.since or day_of(match[1], match[2], match[3])
                    self.until = day_of(match[4], match[5], match[6])
            elif match := _UNTIL.search(text):
                self.until = day_of(match[1], match[2], match[3])
            elif match := _FROM_LATER.search(text) or _PERIOD.search(text):
                yield doubt("work_out_date", text, match.start(), at)
            if match := _REPEALS.search(text):
                yield doubt("repeals", text, match.start(), at)
            if len(text) <= 2 * CONTEXT and (match := _NOT_PUBLIC.search(text)):
                yield doubt("not_public", text, match.start(), at)
        if self.since and self.until and self.until < self.since:
            yield {"code": "dates_contradict", "where": f"{self.since} – {self.until}", "at": None}
            self.since = self.until = None

    def _since(self, pieces: list[Piece]) -> date | None:
        """What the text says of itself (本办法自…起施行); a day long before that of issue is another document's."""
        others: list[date | None] = []
        for piece in pieces:
            for match in _FROM.finditer(piece.words):
                day = day_of(match[1], match[2], match[3])
                if _OF_ITSELF.search(piece.words[: match.start()]):
                    return day
                others.append(day)
            if _FROM_ISSUE.search(piece.words):
                return self.issued_on
        early = self.issued_on.replace(day=1, year=self.issued_on.year - 1) if self.issued_on else date.min
        return next((day for day in others if day and day >= early), None)
