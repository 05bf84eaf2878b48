"""Whose name stands in a report: found in any writing, before anyone is alerted."""

from __future__ import annotations

import re

from portal.accounts.enums import Capability
from portal.accounts.models import Assignment, User
from portal.search.analysis import fold

from ..models import Concern
from .people import alerted_for, give_onwards, shut_out

SHORTEST_NAME = 2
_IDEOGRAPHS = re.compile("[\u3400-\u9fff]{2,4}")
# Family names of two characters that are still met; all others have one.
_DOUBLE = [
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
    "端木",
    "南宫",
    "独孤",
    "宇文",
    "长孙",
    "闻人",
    "赫连",
    "呼延",
]
# How a person is written whose name one does not know, or does not dare, to write out: 王主任, 老王, 王某某.
_TITLES = (
    "主任|书记|主席|局长|科长|处长|所长|站长|院长|校长|园长|镇长|乡长|县长|村长|部长|会长|队长|组长|干事|科员|干部|督导|社工|老师"
    "|警官|医生|同志|先生|女士|领导|某|x"
)


def shut_out_whoever_is_named(concern: Concern, text: str) -> None:
    """Before anyone is alerted: whoever has an account and whose name or e-mail stands in it may not open the report.

    Also those who could not open it today: who is appointed tomorrow is shut out already. Those who could are also
    known by the family name with a title. If that leaves nobody, it is given to the county officers who are not named
    in it. Too many shut out is a nuisance that a colleague puts right; one too few warns the person it is about.
    """
    plain = _bare(text)
    able = {user.pk for user in Assignment.objects.holding(Capability.OPEN_CONCERN).at(concern.area_path).people()}
    for user in User.objects.only("pk", "uuid", "display_name", "email").order_by("pk").iterator():
        if _stands_whole(user, plain) or (user.pk in able and _stands_by_title(user, plain)):
            shut_out(concern, user, by=None)
    if not alerted_for(concern):
        give_onwards(concern)


def _stands_whole(user: User, plain: str) -> bool:
    """The name, both its parts the other way round, or the e-mail address."""
    words = fold(user.display_name).split()
    names = (_bare(user.display_name), _bare("".join(reversed(words))), _bare(user.email))
    return any(len(name) >= SHORTEST_NAME and name in plain for name in names)


def _stands_by_title(user: User, plain: str) -> bool:
    """The family name of a Chinese name with a title after it, or 老 or 小 before it."""
    name = _bare(user.display_name)
    if not _IDEOGRAPHS.fullmatch(name):
        return False
    family = name[:2] if name[:2] in _DOUBLE else name[0]
    return re.search(f"{family}副?(?:{_TITLES})|[老小]{family}", plain) is not None


def _bare(text: str) -> str:
    """Letters and digits only, in one form: 演 示·丁 and 演示丁 are the same, 張 and 张 too."""
    return "".join(sign for sign in fold(text) if sign.isalnum())
