"""Numbers that belong to one person: ID numbers and phones, told from office numbers and codes of other kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from home.enums.editorial import DoubtKind
from portal.privacy.id_number import WEIGHTS, InvalidIdNumber, check_digit, parse

from .plain_text import plain, sentence_around

Found = tuple[int, int, DoubtKind]

_BEFORE, _BETWEEN = r"(?<![0-9A-Za-z/=_.])", r"[\s·._-]{0,2}"
_EIGHTEEN = re.compile(rf"{_BEFORE}\d(?:{_BETWEEN}\d){{16}}{_BETWEEN}[\dXx](?![\dA-Za-z])")
_FIFTEEN = re.compile(rf"{_BEFORE}\d{{15}}(?![\dA-Za-z])")
# Half hidden, and the birth date still to be read.
_MASKED = re.compile(rf"{_BEFORE}[0-9]\d{{5}}(?:19|20)\d{{6}}\d{{0,3}}[*xX×●]{{1,4}}[\dXx]?")
_MOBILE = re.compile(rf"{_BEFORE}(?:(?:\+|00)?86[\s-]?)?1[3-9]\d(?:[\s·-]?\d){{8}}(?!\d)")
_ID_WORD = re.compile(r"(?:身份证|身份号码|证件号|ID)[^0-9]{0,10}$")
_OTHER_CODE = re.compile(r"(?:信用代码|账号|帐号|卡号|账户|订单|流水号|备案号|编号|单号)[^0-9]{0,6}$")

_OFFICIAL = re.compile(
    r"(?:咨询|值班|办公|办公室|监督|举报|服务|投诉|业务|报名|救助|求助|客服|政务|维权|热线|公开|应急|援助|总台|前台|科室)"
    r"(?:电话|热线|手机|号码|专线|专席)?(?:[((]手机[))]|微信同号)?[::为是\s]{0,4}$"
)
_OFFICER = re.compile(
    r"(?:办公室|民政[局办]|妇联|团县委|教育局|[镇县]政府|村委会|居委会|社工站|服务中心|科|股)[^。;\n]{0,24}$"
)
# Whose phone it is: a child's, or the phone of whoever looks after one.
_FAMILY = re.compile(
    r"(?<!家长)(?:监护人|家长|爸爸|妈妈|父亲|母亲|爷爷|奶奶|外公|外婆|祖父|祖母|姥姥|姥爷|孩子|小朋友|学生|儿童|本人|儿子|女儿|孤儿|家里|家属|其[父母祖]|电话手表"
    r"|手表|his|her|child|pupil|mother|father|grandmother|grandfather)"
)


def id_numbers(text: str) -> Iterator[Found]:
    """Resident ID numbers in any spelling: eighteen places, the old fifteen, or half hidden."""
    for match in _EIGHTEEN.finditer(text):
        before = _label(text, match.start())
        if _ID_WORD.search(before) or (_looks_like_one(match.group()) and not _OTHER_CODE.search(before)):
            yield (*match.span(), DoubtKind.ID_NUMBER)
    for match in _FIFTEEN.finditer(text):
        if _ID_WORD.search(_label(text, match.start())):
            yield (*match.span(), DoubtKind.ID_NUMBER)
    for match in _MASKED.finditer(text):
        yield (*match.span(), DoubtKind.ID_NUMBER)


def has_id_number(texts: Iterable[str]) -> bool:
    """Whether an ID number is certain, as in a list or a form somebody filled in: its day of birth and last place fit.

    Nobody looks at each number of a long table, so codes of eighteen places must not be taken for one.
    """
    found = (match.group() for text in texts for match in _EIGHTEEN.finditer(plain(text).text))
    return any(_is_certain(spelled) for spelled in found)


def _is_certain(spelled: str) -> bool:
    try:
        parse(re.sub(r"[^0-9Xx]", "", spelled))
    except InvalidIdNumber:
        return False
    return True


def _label(text: str, start: int) -> str:
    """What stands right before a number and may say what it is."""
    return text[max(0, start - 20) : start]


def _looks_like_one(spelled: str) -> bool:
    """A date of birth stands in it, or its last place fits the others and it begins with a province."""
    number = re.sub(r"[^0-9Xx]", "", spelled).upper()
    if len(number) != len(WEIGHTS) + 1:
        return False
    return _is_birth_date(number[6:14]) or (number[0] in "123456789" and check_digit(number) == number[17])


def _is_birth_date(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return date(1900, 1, 1) <= day <= date(2100, 1, 1)


def phones(text: str, known: frozenset[str]) -> Iterator[Found]:
    """Mobile phones that are not an office's; landlines and hotlines never are a person's here.

    `known` are the numbers of hotlines and offices that the site itself shows.
    """
    for match in _MOBILE.finditer(text):
        digits = re.sub(r"\D", "", match.group())[-11:]
        left, right = sentence_around(text, *match.span())
        before, sentence = text[left : match.start()], text[left:right]
        if digits in known or _OFFICIAL.search(before) or _OTHER_CODE.search(before):
            continue
        if _FAMILY.search(sentence):
            yield (*match.span(), DoubtKind.FAMILY_PHONE)
        elif not _OFFICER.search(before):
            yield (*match.span(), DoubtKind.PHONE)
