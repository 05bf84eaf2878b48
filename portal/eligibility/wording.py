"""The words of an explanation: the places in a sentence, filled with what the family said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import override

from portal.eligibility.enums import Circumstance, ConditionKind, Danger, ParentState

from .family import Family
from .rules import Condition, Words

# What one parent does, as the end of a sentence that begins with who it is.
_STATES = {
    ParentState.HOME: Words("在家，能照顾孩子", "is at home and able to care for the child"),
    ParentState.NEARBY: Words("在本县做事", "works inside the county"),
    ParentState.AWAY: Words("在县外打工", "works outside the county"),
    ParentState.UNFIT: Words("没有能力照顾孩子", "is not able to care for the child"),
    ParentState.ILL: Words("重度残疾或得了重病", "is severely disabled or seriously ill"),
    ParentState.DETAINED: Words("在服刑、被关押或强制戒毒", "is in prison, custody or compulsory rehabilitation"),
    ParentState.MISSING: Words("联系不上或失踪", "cannot be reached or is missing"),
    ParentState.REMOVED: Words("被撤销监护资格或遣送出境", "is no longer guardian or was deported"),
    ParentState.DEAD: Words("已经去世", "has died"),
    ParentState.NOT_FOUND: Words("找不到、不知道是谁", "is not known"),
}
_BOTH = {
    ParentState.HOME: Words("爸爸妈妈都在家，能照顾孩子", "both parents are at home and able to care for the child"),
    ParentState.NEARBY: Words("爸爸妈妈都在本县做事", "both parents work inside the county"),
    ParentState.AWAY: Words("爸爸妈妈都在县外打工", "both parents work outside the county"),
    ParentState.UNFIT: Words("爸爸妈妈都没有能力照顾孩子", "neither parent is able to care for the child"),
    ParentState.ILL: Words("爸爸妈妈都重度残疾或得了重病", "both parents are severely disabled or seriously ill"),
    ParentState.DETAINED: Words("爸爸妈妈都在服刑、被关押或强制戒毒", "both parents are in prison or custody"),
    ParentState.MISSING: Words("爸爸妈妈都联系不上或失踪", "neither parent can be reached"),
    ParentState.REMOVED: Words("爸爸妈妈都不再是监护人", "neither parent is guardian any more"),
    ParentState.DEAD: Words("爸爸妈妈都已经去世", "both parents have died"),
    ParentState.NOT_FOUND: Words("找不到孩子的爸爸妈妈", "nobody knows who the parents are"),
}
_NOBODY_KNOWS = Words("情况不清楚", "is in a situation nobody has told us about")
# What to find out when nobody knew the answer.
ASK = {
    ConditionKind.AGE_BELOW: Words("孩子的出生日期", "the child's date of birth"),
    ConditionKind.AGE_FROM: Words("孩子的出生日期", "the child's date of birth"),
    ConditionKind.AWAY_FROM: Words("父母从哪天起连续在外", "since when the parents have been away"),
    ConditionKind.PARENTS_AWAY: Words(
        "父母现在在哪里、能不能照顾孩子", "where the parents are and whether they can care"
    ),
    ConditionKind.EACH_PARENT: Words("父母现在的情况", "how the parents are"),
    ConditionKind.A_PARENT: Words("父母现在的情况", "how the parents are"),
    ConditionKind.CIRCUMSTANCE: Words(
        "家里是不是吃低保，孩子有没有残疾或重病",
        "whether the family has the subsistence allowance, and the child's health",
    ),
    ConditionKind.DANGER: Words("孩子有没有受到伤害", "whether the child has been harmed"),
}


def explain(words: Words, condition: Condition, family: Family, day: date) -> Words:
    """The sentence with its places filled; a place of which nothing is known stays empty."""
    return Words(
        _filled(words.chinese, condition, family, day, "zh-hans"), _filled(words.english, condition, family, day, "en")
    )


def _filled(text: str, condition: Condition, family: Family, day: date, language: str) -> str:
    def age() -> str:
        years = family.age_on(day)
        return "" if years is None else _counted(years, "岁", "year old", language)

    def months() -> str:
        away = family.months_away_on(day)
        return "" if away is None else _months_counted(away, language)

    places = {
        "{age}": age,
        "{months}": months,
        "{number}": lambda: str(condition.number),
        "{parents}": lambda: parents_in_words(family).in_language(language),
        "{circumstances}": lambda: _listed(family.circumstances or (), Circumstance, condition.values, language),
        "{dangers}": lambda: _listed(family.dangers or (), Danger, condition.values, language),
    }
    for place, filling in places.items():
        if place in text:
            text = text.replace(place, filling())
    return text


def _months_counted(months: int, language: str) -> str:
    """7个月, 1年, 9年5个月; in English 9 years and 5 months."""
    years, rest = divmod(months, 12)
    parts = [_counted(years, "年", "year", language)] if years else []
    if rest or not years:
        parts.append(_counted(rest, "个月", "month", language))
    return (" and " if language.startswith("en") else "").join(parts)


def _counted(number: int, chinese: str, english: str, language: str) -> str:
    if not language.startswith("en"):
        return f"{number}{chinese}"
    noun, _space, rest = english.partition(" ")
    return f"{number} {noun}{'' if number == 1 else 's'}{' ' if rest else ''}{rest}"


def parents_in_words(family: Family) -> Words:
    """Both parents in one sentence."""
    mother, father = family.parents
    if mother and mother == father:
        return _BOTH[mother]
    hers = _STATES.get(mother, _NOBODY_KNOWS) if mother else _NOBODY_KNOWS
    his = _STATES.get(father, _NOBODY_KNOWS) if father else _NOBODY_KNOWS
    return Words(f"妈妈{hers.chinese}，爸爸{his.chinese}", f"the mother {hers.english} and the father {his.english}")


def _listed(
    given: Iterable[str], kind: type[Circumstance] | type[Danger], counting: frozenset[str], language: str
) -> str:
    named = [choice for choice in kind if choice in given and choice in counting]
    with override(language):
        return ("；" if not language.startswith("en") else "; ").join(str(choice.label) for choice in named)
