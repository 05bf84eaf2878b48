"""Children for tests: obviously invented, valid by every rule."""

from __future__ import annotations

import itertools
from typing import Any

from children.ledger.enums import Basis, Care, Category, ChildState, NeedDomain, Sex
from children.ledger.models import Child, ChildCategory, ChildNeed
from portal.areas.models import Area
from portal.eligibility.enums import ParentsAway

_serial = itertools.count(1)


def child_facts(area: Area, **changes: Any) -> dict[str, Any]:
    """The fields of a child, as the form hands them to the domain."""
    number = next(_serial)
    return {
        "area": area,
        "full_name": f"测试童{number}",
        "called_name": f"小{number}",
        "sex": Sex.MALE,
        "birth_date": "2016-05-04",
        "birth_year": 2016,
        "id_number": "",
        "id_missing": "",
        "address": "测试路1号",
        "school": "测试小学",
        "grade": "三年级",
        "health": "",
        "guardian_name": "测试监护人",
        "guardian_phone": "13800000001",
        "parents_away": ParentsAway.BOTH,
        "away_since": None,
        "parents_workplace": "测试市",
        "parents_phone": "13800000002",
        "care": Care.GRANDPARENTS,
        "risk": "low",
        "basis": Basis.STATUTORY,
    } | changes


def make_child(area: Area, *, needs: tuple[str, ...] = (NeedDomain.EDUCATION,), **changes: Any) -> Child:
    """An active record."""
    child = Child(**({"state": ChildState.ACTIVE} | child_facts(area, **changes)))
    child.save()
    ChildCategory.objects.create(child=child, category=Category.FAMILY, since="2026-01-01", rule_version="2016-13")
    ChildNeed.objects.bulk_create(ChildNeed(child=child, domain=need) for need in needs)
    return child
