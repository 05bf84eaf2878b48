"""What download and government sites put around a text: their page furniture must not become policy text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .reading.lines import Line
from .reading.titles import TITLED

# Furniture stands at both ends; a policy may itself speak of downloading a form.
HEAD_LINES = 60
TAIL_LINES = 60
MIN_SENTENCE = 20
MANY_WORDS = 2
LONGEST_TAIL_LINE = 60
LONGEST_BUTTON = 80

_FURNITURE = re.compile(
    r"VIP|收藏|分享|赚钱|温馨提示|客服|版权(?:归属|申诉|争议|等|所有)|侵犯|下载|上传|本站|本文档|文档(?:评论|贡献|格式)|会员|"
    r"相关文档|关注|实名认证|查看更多|收起|展开|网站文档|书友|豆丁|道客|举报电话|免责声明|该用户|页数|"
    r"^\s*(?:ID|大小|格式|时间|页码|字数)\s*[:：]"
)
# Policies use these words too: alone they make furniture only of a line as short as a button.
_COMMON = re.compile("收藏|分享|客服|侵犯|下载|上传|会员|关注|收起|展开|页数")
LONGEST_COMMON = 8
# The facts a government site puts above a text, and a table of contents.
_FACT = re.compile(
    r"^(?:索\s*引\s*号|统一编号|主题分类|体裁分类|组配分类|发文机关|发布机构|发文单位|发文字号|文\s*号|公开方式|公开范围"
    r"|公开日期|发布日期|成文日期|生成日期|有\s*效\s*性|时\s*效\s*性|关\s*键\s*词|主题词|服务对象)\s*[:：]?"
)
FACTS = 3
_CONTENTS = re.compile(r"^目\s*[录次]$|^\S.{1,60}?(?:…{2,}|[.．·]{5,})\s*\d{1,3}$")
# These are never a policy's own words, wherever they stand.
_BUTTON = re.compile(
    r"字\s*(?:体|号)\s*[:：]?\s*[【\[(（]?\s*(?:大|小|特大)\s*[】\])）]?\s*[【\[(（]?\s*[中小大]"
    r"|^[【\[(（]?\s*(?:打印(?:本页|此页|文章)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|首页|列表)?)\s*[】\])）]?"
    r"(?:\s*[|｜]?\s*[【\[(（]?\s*(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回(?:顶部|首页)?|收藏|分享)\s*[】\])）]?)*$"
    r"|^(?:您?(?:的)?(?:当前|所在|现在)的?位置|你的位置)\s*[:：]?.*|^首页\s*[>»›/].*"
    r"|^(?:上|下)一[篇条]\s*[:：].*|^(?:浏览|阅读|点击)(?:次数|量)?\s*[:：]\s*\d*.*|^扫(?:一扫|码).{0,30}$|^分享到\s*[:：]?.*"
    r"|ICP\s*备|公网安备|网站标识码|^版权所有.*|^技术支持\s*[:：].*|^网站地图.*|^责任编辑\s*[:：].{0,20}$"
    r"|^[-—–－―]+\s*\d{1,3}\s*[-—–－―]+$|^信息来源\s*[:：].*|^发布(?:时间|日期)\s*[:：].*|^来源\s*[:：].*|^索\s*引\s*号\s*[:：].*"
)
_FILE_NAME = re.compile(r"^(?P<title>.+?)\.(?:pdf|docx?|txt|wps|rtf)(?:VIP)?$", re.IGNORECASE)
_MASKED_USER = re.compile(r"^\d+\*{2,}\d*")
_CHAPTER = re.compile(r"^(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章条])")
_OWN = re.compile(r"^(?:[（(][一二三四五六七八九十]+[)）]|附\s*[件表])")
_SENTENCE_END = re.compile(r"[。！？；]\s*$")


@dataclass(frozen=True)
class Cleaned:
    """The text's own lines, the lines left out, and the title the site gave the file."""

    lines: list[Line]
    dropped: list[str]
    file_title: str


def clean(lines: list[Line]) -> Cleaned:
    """Leave out the furniture. Nothing is lost: what is left out is listed."""
    facts = _facts(lines)
    buttons = [line.words for number, line in enumerate(lines) if number in facts or _is_button(line)]
    lines = [line for number, line in enumerate(lines) if number not in facts and not _is_button(line)]
    start = _end_of_head(lines)
    stop = _start_of_tail(lines, start)
    head, body, tail = lines[:start], lines[start:stop], lines[stop:]
    title = next((match["title"] for line in head if (match := _FILE_NAME.match(line.text.strip()))), "")
    echoes = {_bare(title)} if title else set()
    kept = [line for line in body if _bare(line.text) not in echoes or not line.words.strip()]
    dropped = [line.words for line in [*head, *tail] if line.words.strip()]
    dropped += [line.text for line in body if line.text.strip() and _bare(line.text) in echoes]
    return Cleaned(kept, dropped + buttons, title.strip())


def _is_button(line: Line) -> bool:
    text = line.text.strip()
    if len(text) > LONGEST_BUTTON or _SENTENCE_END.search(text):
        return False
    return bool(_BUTTON.search(text) or _CONTENTS.search(text))


def _facts(lines: list[Line]) -> set[int]:
    """Where a site's facts about the text stand, as a table or as lines one below the other."""
    labels = {
        number: sum(1 for row in line.rows or [[line.text]] for cell in row if _FACT.match(cell.strip()))
        for number, line in enumerate(lines[:HEAD_LINES])
        if len(line.words) <= LONGEST_BUTTON or line.rows
    }
    many = sum(labels.values()) >= FACTS
    return {number for number, count in labels.items() if many and count and (count > 1 or not lines[number].rows)}


def _end_of_head(lines: list[Line]) -> int:
    """Just past the last line of furniture before the text; 0 when the text begins at once."""
    end = 0
    for number, line in enumerate(lines[:HEAD_LINES]):
        if _is_furniture(line):
            end = number + 1
        elif _begins_text(line):
            break
    return end


def _begins_text(line: Line) -> bool:
    text = line.text.strip()
    sentence = bool(_SENTENCE_END.search(text)) and len(text) > MIN_SENTENCE
    return (sentence and not _is_listed(text)) or bool(_CHAPTER.match(text)) or line.style == "table"


def _start_of_tail(lines: list[Line], start: int) -> int:
    """The first line of the furniture that ends the file; the file's length when there is none."""
    first = max(start, len(lines) - TAIL_LINES)
    for number in range(first, len(lines)):
        rest = [line.words for line in lines[number:] if line.words.strip()]
        if _is_furniture(lines[number]) and all(len(text.strip()) < LONGEST_TAIL_LINE for text in rest):
            return number
    return len(lines)


def _is_furniture(line: Line) -> bool:
    text = line.text.strip()
    if _OWN.match(text) or (_is_listed(text) and _FILE_NAME.match(text)):
        return False
    if _FILE_NAME.match(text):
        return True
    if _CHAPTER.match(text) or TITLED.search(text) or _is_common(text):
        return False
    return bool(_FURNITURE.search(text) or _MASKED_USER.match(text)) and not _is_own(text)


def _is_common(text: str) -> bool:
    words = _FURNITURE.findall(text)
    return len(words) == 1 and bool(_COMMON.fullmatch(words[0])) and len(text) > LONGEST_COMMON


def _is_own(text: str) -> bool:
    """A sentence that only mentions one of the words is the text's own, unless it is a site's numbered notice."""
    sentence = bool(_SENTENCE_END.search(text)) and len(text) > MIN_SENTENCE
    return sentence and len(_FURNITURE.findall(text)) < MANY_WORDS and not _is_listed(text)


def _is_listed(line: str) -> bool:
    return bool(re.match(r"\s*\d+\.\s?", line))


def _bare(line: str) -> str:
    return re.sub(r"\s", "", line)
