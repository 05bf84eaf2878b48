"""By what volunteers are known over all their accounts, and whether somebody of the staff is one of them."""

from __future__ import annotations

from collections.abc import Iterable

from portal.accounts.domain.identities import Known
from portal.accounts.domain.independence import same_person
from portal.accounts.enums import Mark
from portal.accounts.models import User
from portal.privacy.fields import is_unreadable

from ..enums import VolunteerState
from ..models import Volunteer

FIELDS = {Mark.ID_NUMBER: "id_number", Mark.PHONE: "phone"}


def is_same_person(volunteer: Volunteer, user: User) -> bool:
    """Whether the record is this user's own, under this account or another one of the same person."""
    return same_person(volunteer.user, user)


def values_of(user: User) -> Iterable[Known]:
    """What this account has given in applications; a telephone once it was sent, as anyone can type anybody's."""
    mine = Volunteer.objects.unscoped("by what this account is known").filter(user=user)
    for row in mine.only("uuid", "state", *FIELDS.values()):
        for mark, name in FIELDS.items():
            value = getattr(row, name)
            sent = mark == Mark.ID_NUMBER or row.state != VolunteerState.DRAFT
            if value and sent and not is_unreadable(value):
                yield mark, value


def accounts_with(mark: str, value: str) -> Iterable[int]:
    """Accounts that have given this ID number or telephone in an application."""
    if mark not in FIELDS:
        return []
    name = FIELDS[Mark(mark)]
    index = Volunteer._meta.get_field(name).index_of(value)  # type: ignore[union-attr]  # EncryptedTextField
    rows = Volunteer.objects.unscoped("whoever has the same number").filter(**{f"{name}_index": index})
    drafts = {"state": VolunteerState.DRAFT} if mark == Mark.PHONE else {"pk": None}
    return list(rows.exclude(**drafts).values_list("user", flat=True))
