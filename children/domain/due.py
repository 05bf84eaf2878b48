"""What is due today in the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.desk.registry import Due

from ..enums import ChildState, Risk
from ..models import Child


def due(user: User) -> Iterator[Due]:
    """Drafts to confirm, and children at high risk."""
    if not user.can(Capability.SEE_CHILD):
        return
    index, rows = reverse("children:index"), Child.objects.visible_to(user)
    drafts = rows.filter(state=ChildState.DRAFT).count()
    high = rows.filter(state=ChildState.ACTIVE, risk=Risk.HIGH).count()
    yield Due(drafts, ngettext("draft to confirm", "drafts to confirm", drafts), f"{index}?state=draft", "soon")
    label = ngettext("child at high risk", "children at high risk", high)
    yield Due(high, label, f"{index}?state=active&risk=high", "late")
