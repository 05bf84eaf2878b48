"""The demo county's ledger: 300 invented children. Names, numbers and phones cannot be anybody's."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from portal.ages import age_on
from portal.areas.models import Area, AreaLevel
from portal.areas.scoping import within
from portal.eligibility.enums import ParentsAway
from portal.privacy.id_number import check_digit

from .domain.definition import Situation, not_left_behind_reason, rule_on
from .enums import Basis, Care, Category, ChildState, MissingId, NeedDomain, Risk, Sex
from .models import Child, ChildCategory, ChildNeed

COUNT, SEED = 300, 20261122
DEMO_TOWNSHIP, IN_DEMO_VILLAGE, IN_DEMO_TOWNSHIP = "331125106", 18, 46
STEMS, BRANCHES, SIDES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "东南西北中"
CALLED = tuple(
    "小雨 阿明 乐乐 朵朵 小满 石头 丫丫 豆豆 小宝 阿秀 毛毛 小禾 圆圆 阿山 晨晨 小鱼 星星 阿福 多多 苗苗 "  # noqa: SIM905  reads better
    "小溪 阿亮 果果 小竹 欢欢 阿月 小虎 安安 米粒 小松 甜甜 阿土 小荷 天天 蛋蛋 小茶 鹿鹿 阿枫 桃桃 小川".split()
)
GUARDIANS = {
    Care.GRANDPARENTS: ("测试奶奶", "测试爷爷", "测试外婆", "测试外公"),
    Care.PARENT: ("测试妈妈", "测试爸爸"),
    Care.RELATIVES: ("测试姑姑", "测试舅舅", "测试伯母"),
    Care.INSTITUTION: ("测试福利院老师",),
}
WORKPLACES = ("外省某服装厂（测试）", "外省某建筑工地（测试）", "市区某餐馆（测试）", "外省某电子厂（测试）")
HEALTH = ("哮喘，随身带药（测试）", "视力残疾三级（测试）", "对花生过敏（测试）", "听力较弱，戴助听器（测试）")
GRADES = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "初一", "初二", "初三", "高一", "高二", "高三")
AGES = ((0, 5, 20), (6, 13, 58), (14, 15, 14), (16, 17, 8))
STATES = ((ChildState.ACTIVE, 86), (ChildState.DRAFT, 7), (ChildState.MOVED_OUT, 3), (ChildState.CLOSED, 2))
NEEDS = ((1, 45), (2, 35), (3, 12), (0, 8))


def load(county: Area) -> None:
    """Enter the demo's children, some in each state; dates are relative to today."""
    rng, today = random.Random(SEED), timezone.localdate()  # noqa: S311  a demo that is the same each time
    villages = _villages(county, rng)
    children = [Child(**_facts(rng, number, villages[number], today)) for number in range(COUNT)]
    Child.objects.bulk_create(children, batch_size=100)
    ChildCategory.objects.bulk_create(row for child in children for row in _categories(rng, child, today))
    ChildNeed.objects.bulk_create(row for child in children for row in _needs(rng, child))


def _villages(county: Area, rng: random.Random) -> list[Area]:
    """Where each child lives: the demo officers' village and township have enough to look at."""
    everywhere = list(Area.objects.filter(within([county.path], "code"), level=AreaLevel.VILLAGE))
    near = [village for village in everywhere if village.code.startswith(DEMO_TOWNSHIP)] or everywhere
    first = [near[0]] * IN_DEMO_VILLAGE + [rng.choice(near) for _n in range(IN_DEMO_TOWNSHIP)]
    return first + [rng.choice(everywhere) for _n in range(COUNT - len(first))]


def _facts(rng: random.Random, number: int, village: Area, today: date) -> dict[str, Any]:
    state, sex = _weighted(rng, STATES), rng.choice(Sex.values)
    born = _birth_date(rng, today)
    if number % 60 == 59:
        state, born = ChildState.AGED_OUT, date(today.year - 18, 3, 1 + number % 28)
    care = _weighted(rng, ((Care.GRANDPARENTS, 62), (Care.PARENT, 20), (Care.RELATIVES, 14), (Care.INSTITUTION, 4)))
    return {
        "area": village,
        "state": state,
        "full_name": _name(number),
        "called_name": rng.choice(CALLED),
        "sex": sex,
        "birth_year": born.year,
        "address": f"{village.name}测试路 {rng.randint(1, 90)} 号",
        "health": rng.choice(HEALTH) if rng.random() < 0.14 else "",
        "care": care,
        "guardian_name": rng.choice(GUARDIANS[Care(care)]),
        "guardian_phone": f"1380000{number:04d}",
        "risk": _weighted(rng, ((Risk.LOW, 70), (Risk.MEDIUM, 24), (Risk.HIGH, 6))),
        "basis": "" if state == ChildState.DRAFT and rng.random() < 0.4 else rng.choice(Basis.values),
        "created_at": timezone.now() - timedelta(days=rng.randint(1, 40) if number % 3 else rng.randint(40, 200)),
        **_identity(rng, number, born, sex),
        **_schooling(age_on(born.isoformat(), today) or 0),
        **_parents(rng, number, today),
    }


def _name(number: int) -> str:
    """One of 300 names that can only be invented ones."""
    return f"测试童·{STEMS[number % 10]}{BRANCHES[number % 12]}{SIDES[number // 60 % 5]}"


def _birth_date(rng: random.Random, today: date) -> date:
    low, high = _weighted(rng, tuple(((low, high), weight) for low, high, weight in AGES))
    return today - timedelta(days=rng.randint(low * 366 + 20, (high + 1) * 365 - 1))


def _identity(rng: random.Random, number: int, born: date, sex: str) -> dict[str, Any]:
    """A valid number with the unassigned prefix 529999, or why there is none."""
    known = born.isoformat()
    if number % 25 == 7:
        missing = MissingId.NOT_REGISTERED if number % 2 else MissingId.NOT_PRODUCED
        return {"id_missing": missing, "birth_date": known[: rng.choice((4, 7, 10))]}
    first = f"529999{born:%Y%m%d}{2 * number + (sex == Sex.MALE):03d}"
    return {"id_number": first + check_digit(first), "birth_date": known}


def _schooling(age: int) -> dict[str, str]:
    if age < 3:
        return {}
    if age < 6:
        return {"school": "测试幼儿园"}
    school = "测试中心小学" if age < 12 else "测试中学"
    return {"school": school, "grade": GRADES[min(age - 6, len(GRADES) - 1)]}


def _parents(rng: random.Random, number: int, today: date) -> dict[str, Any]:
    away = _weighted(rng, ((ParentsAway.BOTH, 55), (ParentsAway.ONE, 25), (ParentsAway.NONE, 20)))
    if away == ParentsAway.NONE:
        return {"parents_away": away}
    return {
        "parents_away": away,
        "away_since": today - timedelta(days=rng.randint(40, 1500)),
        "parents_workplace": rng.choice(WORKPLACES),
        "parents_phone": f"1380000{5000 + number:04d}",
    }


def _categories(rng: random.Random, child: Child, today: date) -> Iterator[ChildCategory]:
    situation = Situation(child.birth_date, child.parents_away, child.away_since)
    found = [] if not_left_behind_reason(situation, on=today) else [Category.LEFT_BEHIND]
    if rng.random() < 0.3 or not found:
        found.append(_weighted(rng, ((Category.FAMILY, 60), (Category.OWN, 22), (Category.GUARDIANSHIP, 18))))
    since, version = timezone.localdate(child.created_at), rule_on(today).version
    for name in found:
        yield ChildCategory(child=child, category=name, since=since, rule_version=version)


def _needs(rng: random.Random, child: Child) -> Iterator[ChildNeed]:
    for domain in rng.sample(NeedDomain.values, _weighted(rng, NEEDS)):
        yield ChildNeed(child=child, domain=domain)


def _weighted(rng: random.Random, choices: Sequence[tuple[Any, int]]) -> Any:
    """One of (value, weight)."""
    return rng.choices([value for value, _weight in choices], [weight for _value, weight in choices])[0]
