"""How a record's fields are shown."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from portal.ages import ADULT, day_of_age
from portal.privacy.fields import is_unreadable

from ..domain.ageing import SOON
from ..domain.definition import rule_on
from ..enums import OPEN
from ..forms import MASKS
from ..models import Child, ChildCategory


def facts_of(child: Child, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Label and value of each field that has one."""
    pairs = [(str(child._meta.get_field(name).verbose_name), value_of(child, name)) for name in names]  # type: ignore[union-attr]  # our own fields
    return [(label, value) for label, value in pairs if value]


def value_of(child: Child, name: str) -> str:
    """One field as people read it; what is shown only with a reason stays masked."""
    value = getattr(child, name)
    if is_unreadable(value):
        return str(_("cannot be read: tell the operator"))
    if name in MASKS:
        return MASKS[name](value)
    display = getattr(child, f"get_{name}_display", None)
    if display:
        return str(display())
    if name == "birth_date":
        return _day_or_part(value or "")
    return formats.date_format(value) if hasattr(value, "year") else str(value or "")


def _day_or_part(stored: str) -> str:
    """2015-03-07 as every other date on the page; when only the month is known, that; a year stays a year."""
    year, month, day = [*stored.split("-"), "", ""][:3]
    if not (year.isdecimal() and month.isdecimal()):
        return stored
    if day.isdecimal():
        return formats.date_format(date(int(year), int(month), int(day)))
    return formats.date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT")


def masked_of(child: Child) -> list[dict[str, str]]:
    """The fields that are masked until revealed."""
    return [
        {
            "name": name,
            "label": str(child._meta.get_field(name).verbose_name),  # type: ignore[union-attr]  # our own fields
            "value": mask(getattr(child, name)),
        }
        for name, mask in MASKS.items()
        if getattr(child, name)
    ]


def ages_of(child: Child, today: date) -> list[str]:
    """What a birthday will end within 30 days, each as a sentence."""
    sixteen = rule_on(today).under_age, _("Left-behind ends on %(day)s.")
    reached = (sixteen, (ADULT, _("The child turns 18 on %(day)s.")))
    days = [(day_of_age(child.born, years), text) for years, text in reached if child.state in OPEN]
    return [text % {"day": formats.date_format(day)} for day, text in days if day and today < day <= today + SOON]


def ended_text(row: ChildCategory) -> str:
    """Why a category ended by itself, by which rule; empty when a person ended it."""
    if not row.ended_reason:
        return ""
    said = _("%(category)s ended on %(day)s (%(rule)s): %(reason)s")
    day, reason = formats.date_format(row.until or row.since), row.get_ended_reason_display()
    return said % {"category": row, "day": day, "reason": reason, "rule": row.ended_rule}
