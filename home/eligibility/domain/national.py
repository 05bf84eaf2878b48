"""The national rules in our own words, each with the number of its document; planted once, then the county's."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from portal.eligibility.enums import Circumstance, ConditionKind, Danger, ParentState

UNDER_18 = 18
_OUT_OF_REACH = (ParentState.ILL, ParentState.DETAINED, ParentState.MISSING, ParentState.REMOVED)


@dataclass(frozen=True)
class PlantedCondition:
    """A condition and its four sentences."""

    kind: ConditionKind
    because: str
    because_en: str
    not_because: str
    not_because_en: str
    number: int | None = None
    values: tuple[str, ...] = ()
    worth_telling: bool = True


@dataclass(frozen=True)
class PlantedRule:
    """The first version of a rule."""

    subject: str
    name: str
    name_en: str
    audience: str
    conditions: tuple[PlantedCondition, ...]
    version: str = "2016-36"
    effective_from: datetime.date = datetime.date(2016, 6, 13)
    source: str = "国发〔2016〕36号"
    doubt: str = ""


MINOR = PlantedCondition(
    ConditionKind.AGE_BELOW,
    "孩子{age}，不满{number}周岁",
    "the child is {age}, under {number}",
    "孩子已经{age}，满{number}周岁以后不在这一类里；还在上学的，请问民政窗口",
    "the child is {age}; this ends at {number}. Ask the office if the child is still at school",
    number=UNDER_18,
)

NATIONAL = (
    PlantedRule(
        "low-income",
        "低保或特困家庭的孩子",
        "Child of a family on the subsistence allowance",
        "difficulty-family",
        conditions=(
            MINOR,
            PlantedCondition(
                ConditionKind.CIRCUMSTANCE,
                "您说：{circumstances}",
                "you said: {circumstances}",
                "家里没有吃低保，也不是特困供养",
                "the family has neither the subsistence allowance nor support for extreme poverty",
                values=(Circumstance.LOW_INCOME, Circumstance.EXTREME_POVERTY),
            ),
        ),
        doubt="低保边缘家庭是否同样对待，各地规定不同，请核对。",
    ),
    PlantedRule(
        "parent-ill",
        "父母重残或重病家庭的孩子",
        "Child whose parent is severely disabled or seriously ill",
        "difficulty-family",
        conditions=(
            MINOR,
            PlantedCondition(
                ConditionKind.A_PARENT,
                "{parents}",
                "{parents}",
                "父母没有重度残疾，也没有得重病",
                "neither parent is severely disabled or seriously ill",
                values=(ParentState.ILL,),
            ),
        ),
        doubt="一般还要看家庭收入，请按本县标准核对。",
    ),
    PlantedRule(
        "own-condition",
        "残疾或重病的孩子",
        "Child with a disability or serious illness",
        "difficulty-own",
        conditions=(
            MINOR,
            PlantedCondition(
                ConditionKind.CIRCUMSTANCE,
                "您说：{circumstances}",
                "you said: {circumstances}",
                "孩子没有残疾，也没有重病",
                "the child has neither a disability nor a serious illness",
                values=(Circumstance.DISABILITY, Circumstance.ILLNESS),
            ),
        ),
    ),
    PlantedRule(
        "orphan",
        "孤儿",
        "Orphan",
        "difficulty-guardianship",
        version="2010-54",
        effective_from=datetime.date(2010, 11, 16),
        source="国办发〔2010〕54号",
        conditions=(
            MINOR,
            PlantedCondition(
                ConditionKind.EACH_PARENT,
                "{parents}",
                "{parents}",
                "父母不是都去世或者都找不到",
                "it is not the case that both parents have died or cannot be found",
                values=(ParentState.DEAD, ParentState.NOT_FOUND),
                worth_telling=False,
            ),
        ),
    ),
    PlantedRule(
        "de-facto-unattended",
        "事实无人抚养儿童",
        "Child de facto without care",
        "difficulty-guardianship",
        version="2019-62",
        effective_from=datetime.date(2020, 1, 1),
        source="民发〔2019〕62号",
        conditions=(
            MINOR,
            PlantedCondition(
                ConditionKind.A_PARENT,
                "父母中有人没法抚养孩子",
                "at least one parent cannot bring the child up",
                "父母没有服刑、失联、重残、重病这些情况",
                "no parent is in prison, out of reach, severely disabled or seriously ill",
                values=_OUT_OF_REACH,
                worth_telling=False,
            ),
            PlantedCondition(
                ConditionKind.EACH_PARENT,
                "{parents}，双方都没法抚养孩子",
                "{parents}, so that neither can bring the child up",
                "{parents}；要父母双方都没法抚养孩子才算",
                "{parents}; it counts only when neither parent can bring the child up",
                values=(*_OUT_OF_REACH, ParentState.DEAD),
            ),
        ),
        doubt="“撤销监护资格、遣送出境”来自后来的补充文件，文号待核对。重残、重病的等级以文件为准。",
    ),
    PlantedRule(
        "harmed",
        "受到伤害或没人照看的孩子",
        "Child who has been harmed or whom nobody looks after",
        "difficulty-guardianship",
        conditions=(
            MINOR,
            PlantedCondition(
                ConditionKind.DANGER,
                "您说：{dangers}",
                "you said: {dangers}",
                "孩子没有受到伤害，有大人照看",
                "the child has not been harmed and an adult looks after it",
                values=tuple(Danger.values),
            ),
        ),
    ),
)
