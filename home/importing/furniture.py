"""What download sites put around a text: their page furniture must not become policy text."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Furniture stands at both ends; a policy may itself speak of downloading a form.
HEAD_LINES = 60
TAIL_LINES = 60
MIN_SENTENCE = 20
MANY_WORDS = 2
LONGEST_TAIL_LINE = 60

_FURNITURE = re.compile(
    r"VIP|收藏|分享|赚钱|温馨提示|客服|版权(?:归属|申诉|争议|等)|侵犯|下载|上传|本站|本文档|文档(?:评论|贡献|格式)|会员|"
    r"相关文档|关注|实名认证|查看更多|收起|展开|网站文档|书友|豆丁|道客|举报电话|免责声明|该用户|页数|^\s*(?:ID|大小|格式|时间|页码|字数)\s*[:：]"
)
_FILE_NAME = re.compile(r"^(?P<title>.+?)\.(?:pdf|docx?|txt|wps|rtf)(?:VIP)?$", re.IGNORECASE)
_MASKED_USER = re.compile(r"^\d+\*{2,}\d*")
_CHAPTER = re.compile(r"^[一二三四五六七八九十]+、")
_SENTENCE_END = re.compile(r"[。！？；]\s*$")


@dataclass(frozen=True)
class Cleaned:
    """The text's own lines, the lines left out, and the title the site gave the file."""

    lines: list[str]
    dropped: list[str]
    file_title: str


def clean(lines: list[str]) -> Cleaned:
    """Leave out the furniture at both ends. Nothing is lost: what is left out is listed."""
    start = _end_of_head(lines)
    stop = _start_of_tail(lines, start)
    head, body, tail = lines[:start], lines[start:stop], lines[stop:]
    title = next((match["title"] for line in head if (match := _FILE_NAME.match(line.strip()))), "")
    echoes = {_bare(title)} if title else set()
    kept = [line for line in body if _bare(line) not in echoes or not line.strip()]
    dropped = [line for line in [*head, *tail] if line.strip()]
    dropped += [line for line in body if line.strip() and _bare(line) in echoes]
    return Cleaned(kept, dropped, title.strip())


def _end_of_head(lines: list[str]) -> int:
    """Just past the last line of furniture before the text; 0 when the text begins at once."""
    end = 0
    for number, line in enumerate(lines[:HEAD_LINES]):
        if _is_furniture(line):
            end = number + 1
        elif _begins_text(line):
            break
    return end


def _begins_text(line: str) -> bool:
    text = line.strip()
    sentence = bool(_SENTENCE_END.search(text)) and len(text) > MIN_SENTENCE
    return (sentence and not _is_listed(text)) or bool(_CHAPTER.match(text))


def _start_of_tail(lines: list[str], start: int) -> int:
    """The first line of the furniture that ends the file; the file's length when there is none."""
    first = max(start, len(lines) - TAIL_LINES)
    for number in range(first, len(lines)):
        rest = [line for line in lines[number:] if line.strip()]
        if _is_furniture(lines[number]) and all(len(line.strip()) < LONGEST_TAIL_LINE for line in rest):
            return number
    return len(lines)


def _is_furniture(line: str) -> bool:
    text = line.strip()
    return bool(_FURNITURE.search(text) or _FILE_NAME.match(text) or _MASKED_USER.match(text)) and not _is_own(text)


def _is_own(text: str) -> bool:
    """A sentence that only mentions one of the words is the text's own, unless it is a site's numbered notice."""
    sentence = bool(_SENTENCE_END.search(text)) and len(text) > MIN_SENTENCE
    return sentence and len(_FURNITURE.findall(text)) < MANY_WORDS and not _is_listed(text)


def _is_listed(line: str) -> bool:
    return bool(re.match(r"\s*\d+\.\s?", line))


def _bare(line: str) -> str:
    return re.sub(r"\s", "", line)
