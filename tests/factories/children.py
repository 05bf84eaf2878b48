"""Children for tests; the ID numbers have the unassigned prefix 529999."""

from __future__ import annotations

from typing import Any

from children.enums import Basis, Care, ParentsAway, Sex
from children.models import Child
from portal.areas.models import Area


def make_child(area: Area, **given: Any) -> Child:
    """A child in the ledger of `area`."""
    fields: dict[str, Any] = {
        "full_name": "测试童一",
        "called_name": "童童",
        "sex": Sex.FEMALE,
        "birth_year": 2015,
        "parents_away": ParentsAway.BOTH,
        "care": Care.GRANDPARENTS,
        "basis": Basis.STATUTORY,
    }
    return Child.objects.create(area=area, **fields | given)
