"""Benefit standards for tests."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from home.models import Audience, BenefitStandard
from portal.areas.models import Area

COUNTY = "331125"


def standard(amount: str = "1284", since: str = "2025-01-01", **fields: Any) -> BenefitStandard:
    """An amount of the county for children without a guardian's care, unless told otherwise."""
    area = Area.objects.get(code=fields.pop("area", COUNTY))
    audience = Audience.objects.get(slug=fields.pop("audience", "difficulty-guardianship"))
    until = fields.pop("until", None)
    return BenefitStandard.objects.create(
        name=fields.pop("name", "基本生活补贴"),
        audience=audience,
        area=area,
        amount=Decimal(amount),
        in_force_from=datetime.date.fromisoformat(since),
        in_force_until=datetime.date.fromisoformat(until) if until else None,
        **fields,
    )
