"""Taking a report, and what its reporter does with it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.areas.models import Area
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied
from portal.changes.locking import locked

from ..actions import ConcernAction
from ..enums import ConcernRefusal, EntryKind
from ..models import Concern, ConcernEntry
from .alerts import alert
from .names import shut_out_whoever_is_named
from .receipts import code_for, index_of, typed

TEXTS = ("story", "child", "happened", "involved", "reporter")
# How long after the sending the code can be seen at all, and how long after the first look (a double click).
RECEIPT_WAITS, RECEIPT_SHOWN = timedelta(minutes=10), timedelta(seconds=10)
FACTS_AT_MOST = 40


def receive(
    facts: Mapping[str, Any], *, area: Area | None, county: Area, sending: str, by: User | None = None, flood: bool
) -> Concern:
    """Keep a report and alert those who may open it. `facts` are fields of Concern; only `story` is needed.

    `sending` is the one-time key of the form: the same one again gives the report that is already here.
    `by` is given only when the reporter, signed in, chose to say so. Anyone can report (Minors Protection Law,
    art. 11), so nothing is refused here.
    """
    own = {
        "area": area or county,
        "area_known": area is not None,
        "receipt_index": index_of(code_for(sending)),
        "in_flood": flood,
        "reporter_account": f"{by} · {by.email}" if by else "",
    }
    return _receive({**facts, **own})


@change_of_state
def _receive(facts: Mapping[str, Any]) -> Concern:
    # A double click meets the constraint, and finds the report when it is begun again.
    if found := _by_index(facts["receipt_index"]):
        return found
    concern = Concern(**facts)
    concern.save(force_insert=True)
    record(ConcernAction.RECEIVED, actor=None, target=concern)
    shut_out_whoever_is_named(concern, "\n".join(str(getattr(concern, name)) for name in TEXTS))
    alert(concern)
    return concern


def is_received(sending: str) -> bool:
    """Whether the form with this one-time key has been taken already."""
    return _by_index(index_of(code_for(sending))) is not None


@change_of_state
def receipt(sending: str) -> str:
    """The code of what was just sent, for ten seconds from the first look; afterwards empty, whoever goes back."""
    code, now = code_for(sending), timezone.now()
    rows = Concern.objects.unscoped("found by the one-time key of its own form").select_for_update(no_key=True)
    concern = rows.filter(receipt_index=index_of(code), received_at__gt=now - RECEIPT_WAITS).first()
    if concern is None or (concern.receipt_shown_at and concern.receipt_shown_at < now - RECEIPT_SHOWN):
        return ""
    if concern.receipt_shown_at is None:
        concern.receipt_shown_at = now
        concern.save(update_fields=["receipt_shown_at"])
    return code


def followed(text: str) -> Concern | None:
    """The report with the code somebody typed; None alike for an unknown code and for what is no code."""
    concern = _by_index(index_of(typed(text)))
    if concern is not None:
        record(ConcernAction.FOLLOWED, actor=None, target=concern)
    return concern


def _by_index(index: str) -> Concern | None:
    found: Concern | None = (
        Concern.objects.unscoped("found by the code only the reporter has").filter(receipt_index=index).first()
    )
    return found


def told(concern: Concern) -> list[ConcernEntry]:
    """What stands on the reporter's page: the desk's messages and that something was added, oldest first."""
    return list(concern.entries.filter(kind__in=[EntryKind.MESSAGE, EntryKind.FACT]))


@change_of_state
def add_fact(concern: Concern, text: str) -> None:
    """The reporter appends something; the desk is told again. The same text again adds nothing. Raises Denied."""
    row = locked(concern)
    facts = list(row.entries.filter(kind=EntryKind.FACT))
    if len(facts) >= FACTS_AT_MOST:
        raise Denied(ConcernRefusal.FULL)
    if any(entry.text == text for entry in facts):
        return
    ConcernEntry.objects.create(concern=row, kind=EntryKind.FACT, text=text)
    row.added_at = timezone.now()
    row.save(update_fields=["added_at"])
    record(ConcernAction.ADDED, actor=None, target=row)
    shut_out_whoever_is_named(row, text)
    alert(row)
