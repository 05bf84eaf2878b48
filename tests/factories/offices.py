"""Offices for tests."""

from __future__ import annotations

from typing import Any

from home.models import Office
from portal.areas.models import Area

WORKDAYS = [[["08:30", "12:00"], ["14:00", "17:30"]]] * 5 + [[], []]


def office(code: str, phone: str = "0578-0000001", **fields: Any) -> Office:
    """The office of one area, open on workdays."""
    values = {"phone": phone, "opening_hours": WORKDAYS, "address": "便民服务中心"} | fields
    return Office.objects.create(area=Area.objects.get(code=code), **values)
