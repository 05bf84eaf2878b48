"""Who issued a document, when, and under which number: only what the document says of itself."""

from __future__ import annotations

import re
from datetime import date

from .dates import DATE, DAY, day_of, read_date
from .reading.titles import TITLED
from .structure import Piece

HEAD_PIECES = 12
TAIL_PIECES = 6
LONGEST_SIGNATURE = 80
_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{1,24}[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*第?\s*\d{1,5}\s*号"
    r"|[\u4e00-\u9fff]{2,12}令\s*[（(]?\s*第\s*\d{1,4}\s*号|(?:19|20)\d{2}\s*年\s*第\s*\d{1,4}\s*号)"
)
_BODY = (
    r"(?:人民政府(?:办公厅|办公室)?|(?:民政|教育|公安|财政|司法|卫生健康|人力资源(?:和|与)?社会保障|医疗保障|乡村振兴|住房和城乡建设"
    r"|残疾人联合|农业农村)?(?:部|厅|局)|国务院(?:办公厅)?|妇女联合会|残疾人联合会|总工会|委员会(?:办公室|办公厅)?|领导小组(?:办公室)?"
    r"|人民法院|人民检察院|办公厅|办公室|团[省市县]委|[省市县]委|[省市县]妇联|[省市县]残联)"
)
# Beside the day of a signature other offices are known by their last character.
_SIGNED = re.compile(
    r"^[\u4e00-\u9fff]{3,24}[局厅部委会院办府]$|^[\u4e00-\u9fff]{2,22}(?:中心|街道|办事处|工作组|专班)$"
)
_ISSUER = re.compile(rf"^[\u4e00-\u9fff]{{0,24}}{_BODY}$")
_LETTERHEAD = re.compile(rf"^([\u4e00-\u9fff、 ]{{2,60}}?{_BODY})\s*(?:文件|令)$")
_DATE_ONLY = re.compile(rf"^[（(]?\s*(?:{DAY}|(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})\s*[)）]?$")
_PROCLAIMED = re.compile(rf"{DAY}[^，。；]{{0,30}}公布")
_FOOT = re.compile(r"^抄\s*[送报]\s*[:：]|日\s*印\s*发$")
_PRINTED = re.compile(r"印\s*发|抄\s*送|抄\s*报")
# The number's own line holds little else; a sentence cites the number of another document.
_CITES = re.compile(r"[，。；《》]|根据|按照|依据|转发|贯彻|落实|现将")
LONGEST_BESIDE = 40


def own_number(text: str) -> str:
    """The number when the line is its own: alone, beside the letterhead or who signed, or behind the title."""
    match = _NUMBER.search(text)
    if not match:
        return ""
    before, after = text[: match.start()].strip(), text[match.end() :].strip()
    titled = before[-1:] in {"（", "("} and after in {"）", ")"} and TITLED.search(before[:-1])
    alone = not _CITES.search(text) and len(before + after) <= LONGEST_BESIDE and "关于" not in text
    # The letterhead runs into the number when nothing stands between them: 甲县民政局文件甲民〔2026〕12号.
    return bare(match[0]).rpartition("文件")[2] if titled or alone else ""


def signature_of(pieces: list[Piece]) -> int | None:
    """Where the day of issue stands: below the names of the issuing bodies, or beside them; never that of printing."""
    days = [
        number
        for number, piece in enumerate(pieces)
        if not (piece.level or piece.rows) and len(piece.text) <= LONGEST_SIGNATURE and _is_day(piece.text)
    ]
    signed = (n for n in days if bodies_in(pieces[n].text) or (n and bodies_in(pieces[n - 1].text, signed=True)))
    last = [number for number in days if number >= len(pieces) - TAIL_PIECES or number < HEAD_PIECES]
    return next(signed, last[-1] if last else None)


def _is_day(text: str) -> bool:
    whole = _DATE_ONLY.match(text.strip()) or bodies_in(text)
    return bool(whole) and not _PRINTED.search(text) and read_date(text) is not None


def proclaimed(pieces: list[Piece]) -> date | None:
    """The day in （2026年1月5日甲县人民政府令第3号公布） below a title."""
    found = (_PROCLAIMED.search(piece.text) for piece in pieces[:HEAD_PIECES])
    return next((day_of(match[1], match[2], match[3]) for match in found if match), None)


def issuers_of(pieces: list[Piece], signature: int | None) -> str:
    """The names at the day of issue, else those at the end, at the head, in the letterhead; several are joined."""
    names: list[str] = []
    if signature is not None:
        names = bodies_in(pieces[signature].text)
        for piece in reversed(pieces[:signature]):
            if piece.level or not (above := bodies_in(piece.text, signed=True)):
                break
            names = above + names
    if names:
        return "、".join(dict.fromkeys(names))
    own = _without_foot(pieces)
    for part in (own[max(len(own) - TAIL_PIECES, HEAD_PIECES) :], own[:HEAD_PIECES]):
        names = [name for piece in part if not piece.level for name in bodies_in(piece.text)]
        if names:
            return "、".join(dict.fromkeys(names))
    heads = [match[1] for piece in pieces[:HEAD_PIECES] if (match := _LETTERHEAD.match(piece.text.strip()))]
    return heads[0].strip() if heads else ""


def _without_foot(pieces: list[Piece]) -> list[Piece]:
    """Up to the lines that say to whom copies went and who printed them."""
    end = next((number for number, piece in enumerate(pieces) if _FOOT.search(piece.text.strip())), len(pieces))
    return pieces[:end]


def bodies_in(text: str, *, signed: bool = False) -> list[str]:
    """The names in a line that holds nothing but names of bodies, and perhaps the day; any office that `signed`."""
    parts = [part for part in re.split(r"[\s、]+", DATE.sub("", text)) if part]
    named = all(_ISSUER.match(part) or (signed and _SIGNED.match(part)) for part in parts)
    return parts if parts and named else []


def level_of(issuer: str) -> str:
    """The level of the first issuing body, by its name; empty when the name does not tell."""
    first = issuer.partition("、")[0]
    if re.match(r"国务院|全国|中共中央|中央|中华", first) or re.fullmatch(
        r"(?:[\u4e00-\u9fff]{1,8}部)(?:办公厅)?", first
    ):
        return "national"
    # Words of an office's own name are no area: 甲县市场监督管理局.
    first = re.sub(r"市场|城市|市政|市容|社区|园区|开发区|县级|地区", "", first)
    levels = {"省|自治区": "province", "县|(?<!自治)区|旗": "county", "市|州": "city"}
    found = [(match.end(), level) for pattern, level in levels.items() for match in re.finditer(pattern, first)]
    return max(found)[1] if found and not re.search(r"[乡镇]人民政府|街道", first) else ""


def bare(text: str) -> str:
    """Without white space."""
    return re.sub(r"\s", "", text)
