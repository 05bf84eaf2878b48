"""Reports of concern for tests: obviously invented."""

from __future__ import annotations

import uuid
from typing import Any

from children.concerns.domain.people import shut_out
from children.concerns.domain.receipts import code_for
from children.concerns.domain.reporting import receive
from children.concerns.enums import ConcernState, EntryKind, Part
from children.concerns.models import Concern, ConcernEntry, ConcernPerson
from portal.accounts.models import User
from portal.areas.models import Area

from .volunteers import make_user

STORY = "（测试）隔壁的孩子晚上一个人在家。"


def make_concern(area: Area, *, county: Area | None = None, known: bool = True, **facts: Any) -> Concern:
    """A report that has come in as every other does."""
    sending = facts.pop("sending", "") or str(uuid.uuid4())
    by, flood = facts.pop("by", None), facts.pop("flood", False)
    where = area if known else None
    return receive({"story": STORY} | facts, area=where, county=county or area, sending=sending, by=by, flood=flood)


def make_coded(area: Area, **facts: Any) -> tuple[Concern, str]:
    """A report and its receipt code."""
    sending = str(uuid.uuid4())
    return make_concern(area, sending=sending, **facts), code_for(sending)


def make_entry(concern: Concern, **fields: Any) -> ConcernEntry:
    """Something that followed."""
    return ConcernEntry.objects.create(**{"concern": concern, "kind": EntryKind.NOTE, "text": "测试记录"} | fields)


def give(concern: Concern, user: User) -> None:
    """Let this person handle it."""
    ConcernPerson.objects.create(concern=concern, user=user, part=Part.ASSIGNED)


def shut_out_somebody(public_id: Any) -> User:
    """Somebody named in it."""
    user = make_user()
    shut_out(reread(public_id), user, by=None)
    return user


def reread(concern: Any) -> Concern:
    """The row as it stands now; takes the report or its public id."""
    public_id = getattr(concern, "uuid", concern)
    found: Concern = Concern.objects.unscoped("a test looks at the row").get(uuid=public_id)
    return found


def in_state(concern: Concern) -> ConcernState:
    """Where it stands now."""
    return ConcernState(reread(concern).state)


def as_new(row: Any) -> Any:
    """A copy that is not saved yet: what was reported can only be inserted, never changed."""
    row.pk, row.uuid, row._state.adding = None, uuid.uuid4(), True
    if isinstance(row, Concern):
        row.number, row.receipt_index = row.uuid.hex[:8], row.uuid.hex
    return row
