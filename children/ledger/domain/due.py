"""What is due today in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.areas.counting import counted
from portal.areas.scoping import ScopedQuerySet
from portal.desk.registry import Due

from ..enums import ChildState, Risk
from ..models import Child
from .ageing import newly_away, to_look_at, turning_soon
from .queries import grown_meanwhile


def due(user: User) -> Iterator[Due]:
    """Drafts to confirm, children at high risk, and who turns or has turned 16 or 18. A constant number of queries."""
    if not user.can(Capability.SEE_CHILD):
        return
    index, rows, today = reverse("children:index"), Child.objects.listed_for(user), timezone.localdate()
    grown = grown_meanwhile(rows)
    turned, since = _with_age(to_look_at(rows))
    found = counted(
        {
            "drafts": rows.filter(state=ChildState.DRAFT),
            "high": rows.filter(risk=Risk.HIGH, state=ChildState.ACTIVE),
            "soon": turning_soon(rows, today),
            "away": newly_away(rows, today),
        },
        beyond=grown.total(),
    )
    drafts = found["drafts"] - sum(number for (state, _risk), number in grown.items() if state == ChildState.DRAFT)
    high = found["high"] - grown[ChildState.ACTIVE, Risk.HIGH]
    yield Due(drafts, ngettext("draft to confirm", "drafts to confirm", drafts), f"{index}?state=draft", "soon")
    label = ngettext("child at high risk", "children at high risk", high)
    yield Due(high, label, f"{index}?state=active&risk=high", "late")
    label = ngettext(
        "child has turned 16 or 18: look what goes on", "children have turned 16 or 18: look what goes on", turned
    )
    yield Due(turned, label, f"{index}?age=turned", "soon", since)
    yield from _to_come(found["soon"], found["away"], index)


def _to_come(soon: int, away: int, index: str) -> Iterator[Due]:
    """Birthdays to come, and six months completed."""
    label = ngettext("child turns 16 or 18 within 30 days", "children turn 16 or 18 within 30 days", soon)
    yield Due(soon, label, f"{index}?age=soon")
    label = ngettext(
        "child may be left-behind now: the parents have been away long enough",
        "children may be left-behind now: the parents have been away long enough",
        away,
    )
    yield Due(away, label, f"{index}?age=away")


def _with_age(rows: ScopedQuerySet) -> tuple[int, datetime | None]:
    """How many, and since when the oldest waits."""
    oldest = rows.aggregate(oldest=Min("turned_at"))["oldest"]
    return (counted({"turned": rows})["turned"] if oldest else 0), oldest
