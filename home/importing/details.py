"""Number, issuing bodies, level and dates of a document, and the places an editor must look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .structure import Piece, chinese_number

HEAD_PIECES = 8
TAIL_PIECES = 6
CONTEXT = 24
MAX_PLACES = 60

_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{1,10}[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*第?\s*\d{1,5}\s*号"
    r"|[\u4e00-\u9fff]{2,12}令\s*[（(]?\s*第\s*\d{1,4}\s*号)"
)
_SMALL = "([0-9０-９一二三四五六七八九十]{1,3})"
_DAY = rf"((?:19|20)\d{{2}}|[〇○Ｏ零一二三四五六七八九]{{4}})\s*年\s*{_SMALL}\s*月\s*{_SMALL}\s*日"
_DATE = re.compile(_DAY)
_NUMERIC = re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_BODY = (
    r"(?:人民政府(?:办公厅|办公室)?|(?:民政|教育|公安|财政|司法|卫生健康|人力资源(?:和|与)?社会保障|医疗保障|乡村振兴|住房和城乡建设"
    r"|残疾人联合|农业农村)?(?:部|厅|局)|国务院(?:办公厅)?|妇女联合会|残疾人联合会|总工会|委员会(?:办公室|办公厅)?|领导小组(?:办公室)?"
    r"|人民法院|人民检察院|办公厅|办公室|团[省市县]委|[省市县]委|[省市县]妇联|[省市县]残联)"
)
_ISSUER = re.compile(rf"^[\u4e00-\u9fff]{{0,24}}{_BODY}$")
_LETTERHEAD = re.compile(rf"^([\u4e00-\u9fff、 ]{{2,60}}?{_BODY})\s*文件$")
_LABELLED = {
    "number": re.compile(r"(?:发文字号|文\s*号|文件编号)\s*[:：]?\s*(\S.{2,40}?号)"),
    "issuer": re.compile(r"(?:发文机关|发布机构|发文单位|制发机关)\s*[:：]?\s*([\u4e00-\u9fff、]{3,40})"),
    "issued_on": re.compile(r"(?:成文日期|发文日期|印发日期)\s*[:：]?\s*(.{6,20})"),
}
_FROM = re.compile(rf"自\s*{_DAY}\s*起\s*(?:开始)?(?:施行|实施|执行|生效)")
_FROM_ISSUE = re.compile(r"自(?:发布|印发|公布|发文|颁布)之日起(?:开始)?(?:施行|实施|执行|生效)")
_FROM_LATER = re.compile(r"自(?:发布|印发|公布|颁布)之日起[\d一二三四五六七八九十]+(?:日|个月)后")
_UNTIL = re.compile(rf"(?:有效期(?:限)?\s*(?:截)?至|(?:施行|实施|执行|有效)(?:期)?\s*(?:截)?至)\s*{_DAY}")
_PERIOD = re.compile(r"(?:有效期(?:限)?|试行期)\s*(?:为)?\s*([\d一二三四五六七八九十]+)\s*(?:年|个月)")
_NO_FIGURE = re.compile(
    r"(?:共|达|达到|约|每人每月|每人每年|每月|每年|培训|建成|新建|聘请|不少于|不超过|不低于)\s*"
    r"(?:名|元|万元|个(?!人|别|月|性)|所(?![有需在])|户(?![籍口外均])|人次|%|％)"
    r"|由(?=下降|上升|增加|减少|提高|降低)"
    r"|(?<![\d０-９〇○零一二三四五六七八九十年今去每同])\s年\s*月(?:\s*日)?|(?<=[（(自至于])年\s*月\s*日"
    r"|第\s+(?:条|章|款|项)|[〔\[［]\s*[〕\]］]\s*\d*\s*号|[〕\]］]\s*号"
)
_ENDS = re.compile(r"[。！？!?；;：:”」』）)]$|[号日]$")
_LOST = re.compile("\ufffd|锟斤拷|烫烫烫")
_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0}


@dataclass
class Details:
    """What was recognised, and the doubts; nothing is invented. A doubt names its piece by `at`, or None."""

    number: str = ""
    issuer: str = ""
    level: str = ""
    issued_on: date | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    doubts: list[dict[str, Any]] = field(default_factory=list)


def details_of(pieces: list[Piece], around: list[str] | None = None) -> Details:
    """Look at the head and the end, at a site's labelled facts (`around`), and for doubtful places everywhere."""
    ends = pieces[:HEAD_PIECES] + pieces[-TAIL_PIECES:]
    found = Details(
        number=next((_bare(m[0]) for p in pieces[:HEAD_PIECES] if (m := _NUMBER.search(p.words))), ""),
        issuer=_issuers(pieces),
        issued_on=next((day for p in reversed(ends) if len(p.words) <= CONTEXT and (day := read_date(p.words))), None),
    )
    _labelled(found, [*(around or []), *(piece.words for piece in ends)])
    found.level = _level(found.issuer)
    found.doubts = [*_in_force(found, pieces), *_missing(found, pieces), *_places(pieces)]
    return found


def read_date(text: str) -> date | None:
    """The first date in `text`, in Arabic or Chinese figures; None when there is none that exists."""
    match = _DATE.search(text) or _NUMERIC.search(text)
    return _day(match[1], match[2], match[3]) if match else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        number = int("".join(str(_DIGITS.get(character, character)) for character in year))
        return date(number, chinese_number(month), chinese_number(day))
    except ValueError:
        return None


def _issuers(pieces: list[Piece]) -> str:
    """The signatures at the end, else those at the head, else the letterhead; several are joined."""
    for part in (pieces[-TAIL_PIECES:], pieces[:HEAD_PIECES]):
        names = [name for piece in part if not piece.level for name in _bodies(piece.text)]
        if names:
            return "、".join(dict.fromkeys(names))
    heads = [match[1] for piece in pieces[:HEAD_PIECES] if (match := _LETTERHEAD.match(piece.text.strip()))]
    return heads[0].strip() if heads else ""


def _bodies(text: str) -> list[str]:
    """The names in a line that holds nothing but names of bodies, and perhaps the day."""
    parts = [part for part in re.split(r"[\s、]+", _DATE.sub("", text)) if part]
    return parts if parts and all(_ISSUER.match(part) for part in parts) else []


def _labelled(found: Details, lines: list[str]) -> None:
    """What a site's table of facts says, where the text itself does not."""
    for line in lines:
        for name, pattern in _LABELLED.items():
            match = pattern.search(line)
            if match and not getattr(found, name):
                setattr(found, name, read_date(match[1]) if name == "issued_on" else _bare(match[1]))


def _level(issuer: str) -> str:
    """The level of the first issuing body, by its name; empty when the name does not tell."""
    first = issuer.partition("、")[0]
    if re.match(r"国务院|全国|中共中央|中央|中华", first) or re.fullmatch(
        r"(?:[\u4e00-\u9fff]{1,8}部)(?:办公厅)?", first
    ):
        return "national"
    levels = {"[省]|自治区": "province", "[县区旗]": "county", "[市州]": "city"}
    found = [(match.start(), level) for pattern, level in levels.items() if (match := re.search(pattern, first))]
    return min(found)[1] if found and not re.search(r"[乡镇]人民政府|街道", first) else ""


def _in_force(found: Details, pieces: list[Piece]) -> Iterator[dict[str, Any]]:
    """From when until when, as the text itself says; what must be worked out is left to the editor."""
    for at, piece in enumerate(pieces):
        text = piece.words
        if not found.in_force_from and (match := _FROM.search(text)):
            found.in_force_from = _day(match[1], match[2], match[3])
        elif not found.in_force_from and _FROM_ISSUE.search(text):
            found.in_force_from = found.issued_on
        if match := _FROM_LATER.search(text):
            yield _doubt("work_out_date", text, match.start(), at)
        if match := _UNTIL.search(text):
            found.in_force_until = _day(match[1], match[2], match[3])
        elif match := _PERIOD.search(text):
            yield _doubt("work_out_date", text, match.start(), at)
    if found.in_force_from and found.in_force_until and found.in_force_until < found.in_force_from:
        yield {"code": "dates_contradict", "where": f"{found.in_force_from} – {found.in_force_until}", "at": None}
        found.in_force_from = found.in_force_until = None


def _missing(found: Details, pieces: list[Piece]) -> list[dict[str, Any]]:
    absent = [
        ("no_number", found.number),
        ("no_issuer", found.issuer),
        ("no_date", found.issued_on),
        ("no_headings", any(piece.level for piece in pieces)),
    ]
    return [{"code": code, "where": "", "at": None} for code, value in absent if not value]


def _places(pieces: list[Piece]) -> list[dict[str, Any]]:
    doubts = []
    for at, piece in enumerate(pieces):
        text = piece.words
        if match := _LOST.search(text):
            doubts.append(_doubt("damaged_text", text, match.start(), at))
        doubts += [_doubt("figure_missing", text, match.start(), at) for match in _NO_FIGURE.finditer(text)]
    last = pieces[-1] if pieces else None
    if last and not (last.level or last.style) and len(last.text) > CONTEXT and not _ENDS.search(last.text):
        doubts.append({"code": "cut_off", "where": last.text[-CONTEXT:], "at": len(pieces) - 1})
    return doubts[:MAX_PLACES]


def _doubt(code: str, text: str, position: int, at: int) -> dict[str, Any]:
    where = text[max(position - CONTEXT // 2, 0) : position + CONTEXT // 2]
    return {"code": code, "where": " ".join(where.split()), "at": at}


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
