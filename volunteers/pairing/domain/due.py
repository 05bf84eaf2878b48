"""What is due today about pairings: each state that waits for a person, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, ngettext_lazy

from portal.accounts.domain.identities import own_accounts
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.areas.counting import counted
from portal.areas.scoping import ScopedQuerySet
from portal.desk.keyset import keys_of_first
from portal.desk.registry import Due
from portal.pages.figures import MOST_LOOKED_AT

from ..enums import PairingState
from ..models import Pairing
from .needs import unmet_children
from .queries import lapsed, waiting_children
from .staff import asked_of
from .vacancies import with_a_vacancy

TOO_LONG = timedelta(days=14)
WORDS = {
    PairingState.PROPOSED: ngettext_lazy("guardian to ask about a pairing", "guardians to ask about a pairing"),
    PairingState.CONSENTED: ngettext_lazy("child to hear about a pairing", "children to hear about a pairing"),
    PairingState.HEARD: ngettext_lazy("pairing to decide on", "pairings to decide on"),
    PairingState.APPROVED: ngettext_lazy("approved pairing to begin", "approved pairings to begin"),
    PairingState.PAUSED: ngettext_lazy("paused pairing to resume or end", "paused pairings to resume or end"),
}


def due(user: User) -> Iterator[Due]:
    """Children who wait, and every pairing that waits for somebody who works here. A constant number of queries."""
    if not user.can(Capability.PROPOSE_PAIRING):
        return
    rows = Pairing.objects.visible_to(user).exclude(volunteer__user__in=own_accounts(user))
    yield from _in_trouble(rows, user)
    yield from _under_way(rows, user)
    count, since = _waiting(waiting_children(user, listed=True))
    label = ngettext("child waiting for a pairing", "children waiting for a pairing", count)
    yield Due(count, label, reverse("volunteers:pairings_waiting"), since=since, most=MOST_LOOKED_AT)
    if user.can(Capability.VET_VOLUNTEER):
        count, since = _waiting(unmet_children(user, listed=True))
        label = ngettext("child whose need no pairing meets", "children whose need no pairing meets", count)
        board = f"{reverse('volunteers:pairings_waiting')}?show=unmet"
        yield Due(count, label, board, since=since, most=MOST_LOOKED_AT)


def _in_trouble(rows: ScopedQuerySet, user: User) -> Iterator[Due]:
    count, since = _counted(lapsed(rows, timezone.localdate()), "state_changed_at")
    label = ngettext("pairing whose volunteer may not visit now", "pairings whose volunteer may not visit now", count)
    yield Due(count, label, _list("lapsed"), "late", since)
    count, since = (
        _counted(with_a_vacancy(rows), "state_changed_at") if user.can(Capability.APPROVE_PAIRING) else (0, None)
    )
    label = ngettext("pairing with nobody in charge", "pairings with nobody in charge", count)
    yield Due(count, label, _list("orphaned"), "late", since)
    count, since = _counted(asked_of(rows, user), "asked_at")
    label = ngettext("pairing asks whether you look after it", "pairings ask whether you look after them", count)
    yield Due(count, label, _list("asked"), "soon", since)


def _under_way(rows: ScopedQuerySet, user: User) -> Iterator[Due]:
    waiting = {PairingState.PROPOSED: rows, PairingState.CONSENTED: rows}
    if user.can(Capability.APPROVE_PAIRING):
        others = rows.exclude(proposed_by__in=own_accounts(user))
        waiting |= {PairingState.HEARD: others, PairingState.APPROVED: rows, PairingState.PAUSED: rows}
    for state, found in waiting.items():
        count, since = _counted(found.filter(state=state), "state_changed_at")
        calm = "soon" if state == PairingState.HEARD else ""
        yield Due(count, str(WORDS[state] % count), _list(state.value), _urgency(since, calm), since)


def _waiting(children: ScopedQuerySet) -> tuple[int, datetime | None]:
    """How many children, not counted to the end, and since when the first of them waits."""
    keys = keys_of_first(children.order_by("created_at", "pk"), 1)
    first = children.filter(pk__in=keys).values_list("created_at", flat=True).first()
    return counted({"": children}, most=MOST_LOOKED_AT)[""], first


def _counted(rows: Any, moment: str) -> tuple[int, datetime | None]:
    found = rows.order_by().aggregate(count=Count("pk"), since=Min(moment))
    return found["count"], found["since"]


def _list(state: str) -> str:
    return f"{reverse('volunteers:pairings')}?state={state}"


def _urgency(since: datetime | None, calm: str) -> str:
    return "late" if since and since < timezone.now() - TOO_LONG else calm
