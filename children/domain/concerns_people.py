"""Who handles a report, who is named in it, and who is told."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from portal.accounts.enums import ROLE_CAPABILITIES, Capability, Role
from portal.accounts.models import Assignment, User
from portal.audit.log import record
from portal.search.analysis import fold

from ..concern_enums import ConcernState, EntryKind, Part
from ..models import Concern, ConcernEntry, ConcernPerson

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


def holders(capability: str, path: str) -> list[User]:
    """Everyone who holds `capability` at a record with this path today."""
    roles = [role for role, held in ROLE_CAPABILITIES.items() if capability in held]
    current = Assignment.objects.current().filter(role__in=roles, user__is_active=True).select_related("user", "area")
    found = {held.user.pk: held.user for held in current if path.startswith(held.area.path)}
    return [found[pk] for pk in sorted(found)]


def alerted_for(concern: Concern) -> list[User]:
    """Those who may open this report: the handlers of the area and whom it was given to, without the named."""
    named = set(live(concern, Part.NAMED).values_list("user", flat=True))
    given = {row.user_id: row.user for row in live(concern, Part.ASSIGNED).select_related("user")}
    able = holders(Capability.OPEN_CONCERN, concern.area_path)
    everything = {user.pk for user in holders(Capability.HANDLE_CONCERN, concern.area_path)}
    return [user for user in able if user.pk not in named and (user.pk in everything or user.pk in given)]


def live(concern: Concern, part: str) -> QuerySet[ConcernPerson]:
    """Whoever has this part in the report now."""
    return ConcernPerson.objects.filter(concern=concern, part=part, lifted_at=None)


def shut_out_whoever_is_named(concern: Concern, text: str) -> None:
    """Before anyone is alerted: whoever has an account and whose name or e-mail stands in it may not open the report.

    Also those who could not open it today: who is appointed tomorrow is shut out already. Those who could are also
    known by the family name with a title. If that leaves nobody, it is given to the county officers who are not named
    in it. Too many shut out is a nuisance that a colleague puts right; one too few warns the person it is about.
    """
    plain = _bare(text)
    able = {user.pk for user in holders(Capability.OPEN_CONCERN, concern.area_path)}
    for user in User.objects.only("pk", "uuid", "display_name", "email").order_by("pk").iterator():
        if _stands_whole(user, plain) or (user.pk in able and _stands_by_title(user, plain)):
            shut_out(concern, user, by=None)
    if not alerted_for(concern):
        give_to_county(concern)


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


def shut_out(concern: Concern, user: User, *, by: User | None) -> bool:
    """From now on this account sees nothing of the report. Returns whether that is new."""
    _row, new = ConcernPerson.objects.get_or_create(
        concern=concern, user=user, part=Part.NAMED, lifted_at=None, defaults={"by": by}
    )
    if new:
        ConcernEntry.objects.create(concern=concern, kind=EntryKind.NAMED, text=str(user), by=by)
        record("concern.named", actor=by, target=concern, user=str(user.uuid))
        _take_back_signature(concern, user, by=by)
    return new


def _take_back_signature(concern: Concern, user: User, *, by: User | None) -> None:
    """What somebody signed who turns out to be named in it does not count: it is open again."""
    signed = user.pk in {concern.first_signatory_id, concern.second_signatory_id}
    if not signed:
        return
    over = concern.state == ConcernState.NOT_REPORTABLE
    if over:
        concern.state, concern.decided_at = ConcernState.TRIAGED, None
    concern.first_signatory = concern.second_signatory = None
    concern.save(update_fields=["state", "decided_at", "first_signatory", "second_signatory"])
    ConcernEntry.objects.create(concern=concern, kind=EntryKind.REOPENED if over else EntryKind.SENT_BACK, by=by)
    record("concern.unsigned", actor=by, target=concern, user=str(user.uuid))


def give_to_county(concern: Concern) -> list[User]:
    """Let the county officers of the area who are not named in it handle the report. Returns those who now do."""
    named = set(live(concern, Part.NAMED).values_list("user", flat=True))
    officers = [
        user
        for user in holders(Capability.OPEN_CONCERN, concern.area_path)
        if user.pk not in named and not user.can(Capability.HANDLE_CONCERN, concern.area_path)
    ]
    for user in officers:
        ConcernPerson.objects.get_or_create(concern=concern, user=user, part=Part.ASSIGNED, lifted_at=None)
    if officers:
        ConcernEntry.objects.create(concern=concern, kind=EntryKind.ESCALATED)
    record("concern.escalated", actor=None, target=concern, count=len(officers))
    return officers


def operators(concern: Concern) -> list[User]:
    """Who can appoint somebody when nobody at all may open a report."""
    able = holders(Capability.RUN_SITE, concern.area_path)
    return [user for user in able if any(held.role == Role.OPERATOR for held in user.current_assignments())]
