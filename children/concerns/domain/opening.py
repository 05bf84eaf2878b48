"""Whether a person has had a report before them: until then the alert of it is not delivered."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from portal.accounts.models import User
from portal.areas.scoping import ScopedQuerySet

from ..enums import ConcernState
from ..models import Concern


def note_news(concern: Concern) -> None:
    """Something came in that nobody has opened; what waits already goes on waiting since then."""
    if concern.unopened_since is None:
        concern.unopened_since = timezone.now()
        concern.save(update_fields=["unopened_since"])


def note_opened(concern: Concern, *, by: User) -> None:
    """This person has it on the screen now."""
    waits = Concern.objects.unscoped("it was taken for this very person").filter(pk=concern.pk)
    waits.filter(unopened_since__isnull=False).update(unopened_since=None, opened_by=by)


def close_again(concern: Concern, opener: User) -> None:
    """Who opened it turns out to be named in it, and nobody has looked into it since: nobody has opened it."""
    if concern.opened_by_id == opener.pk and concern.state == ConcernState.RECEIVED:
        concern.opened_by = None
        concern.unopened_since = concern.unopened_since or timezone.now()
        concern.save(update_fields=["opened_by", "unopened_since"])


def unopened(rows: ScopedQuerySet) -> ScopedQuerySet:
    """Those with something in them that nobody has opened, what waits longest first."""
    found: ScopedQuerySet = rows.filter(unopened_since__isnull=False).order_by("unopened_since", "pk")
    return found


def bring_back(now: datetime) -> int:
    """What came in while the clock was ahead waits from now on, not only from tomorrow. Returns how many."""
    rows = Concern.objects.unscoped("the machine puts right what its clock has written")
    return rows.filter(unopened_since__gt=now).update(unopened_since=now)
