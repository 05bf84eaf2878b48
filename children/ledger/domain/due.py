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
from portal.areas.scoping import ScopedQuerySet
from portal.desk.registry import Due

from ..enums import ChildState, Risk
from ..models import Child
from .ageing import newly_away, to_look_at, turning_soon
from .ages import in_state


def due(user: User) -> Iterator[Due]:
    """Drafts to confirm, children at high risk, and who turns or has turned 16 or 18."""
    if not user.can(Capability.SEE_CHILD):
        return
    index, rows, today = reverse("children:index"), Child.objects.visible_to(user), timezone.localdate()
    drafts = in_state(rows, ChildState.DRAFT, today).count()
    high = in_state(rows, ChildState.ACTIVE, today).filter(risk=Risk.HIGH).count()
    yield Due(drafts, ngettext("draft to confirm", "drafts to confirm", drafts), f"{index}?state=draft", "soon")
    label = ngettext("child at high risk", "children at high risk", high)
    yield Due(high, label, f"{index}?state=active&risk=high", "late")
    yield from _ages(rows, index)


def _ages(rows: ScopedQuerySet, index: str) -> Iterator[Due]:
    """Birthdays that have ended something and wait for somebody to look, those to come, and six months completed."""
    today = timezone.localdate()
    turned, since = _with_age(to_look_at(rows))
    label = ngettext(
        "child has turned 16 or 18: look what goes on", "children have turned 16 or 18: look what goes on", turned
    )
    yield Due(turned, label, f"{index}?age=turned", "soon", since)
    soon = turning_soon(rows, today).count()
    label = ngettext("child turns 16 or 18 within 30 days", "children turn 16 or 18 within 30 days", soon)
    yield Due(soon, label, f"{index}?age=soon")
    away = newly_away(rows, today).count()
    label = ngettext(
        "child may be left-behind now: the parents have been away long enough",
        "children may be left-behind now: the parents have been away long enough",
        away,
    )
    yield Due(away, label, f"{index}?age=away")


def _with_age(rows: ScopedQuerySet) -> tuple[int, datetime | None]:
    """How many, and since when the oldest waits."""
    oldest = rows.aggregate(oldest=Min("turned_at"))["oldest"]
    return (rows.count() if oldest else 0), oldest
