"""Entering by what a person is known, and saying that two accounts which share a telephone are two people."""

from __future__ import annotations

from django.utils import timezone

from portal.areas.scoping import within
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied, refuse
from portal.changes.locking import locked

from ..actions import RoleAction
from ..change_enums import ChangeReason
from ..enums import Capability, Mark
from ..models import Assignment, ContactApart, StaffIdentity, User
from .deciding import Reason, is_free, waiting_time
from .ending import MIN_REASON
from .identities import one_value, shared_marks
from .independence import same_person


@change_of_state
def identify(user: User, *, phone: str = "", id_number: str = "", by: User | None) -> None:
    """Put a telephone or an ID number of this person on file, beside those that are there. Raises Denied.

    What is on file already is not written twice; nothing is ever taken off, so that nobody becomes another person by
    a new telephone.
    """
    values = {"phone": one_value(Mark.PHONE, phone), "id_number": one_value(Mark.ID_NUMBER, id_number)}
    user = locked(user)
    if by and by.pk == user.pk:
        raise Denied(ChangeReason.OWN_ACCOUNT)
    new = {name: value for name, value in values.items() if value and not _is_on_file(user, name, value)}
    if not new:
        return
    StaffIdentity.objects.create(user=user, entered_by=by, **new)
    record(RoleAction.IDENTITY_ENTERED, actor=by, target=user, fields=sorted(new))


def has_identity(user: User) -> bool:
    """Whether an ID number or a telephone is on file."""
    return StaffIdentity.objects.filter(user=user).exists()


@change_of_state
def tell_apart(one: User, other: User, mark: str, *, by: User, reason: str) -> None:
    """Record why two accounts that share a telephone or mailbox are two people. Raises Denied."""
    one, other = sorted((one, other), key=lambda user: user.pk)
    denied = tell_apart_denied_reason(one, other, mark, by=by)
    if denied is None and len(reason.strip()) < MIN_REASON:
        denied = ChangeReason.NO_REASON
    refuse(denied)
    for shared, index in shared_marks(one, other):
        if shared == mark:
            ContactApart.objects.create(
                one=one, other=other, mark=mark, value_index=index, reason=reason.strip(), by=by
            )
    said = {"user": str(one.uuid), "other": str(other.uuid), "mark": str(mark)}
    record(RoleAction.TOLD_APART, actor=by, target=one, **said)


def tell_apart_denied_reason(one: User, other: User, mark: str, *, by: User) -> Reason | None:
    """Why `by` is not the third person who can say that these are two people.

    A third person is neither of them, has served for the waiting time where both serve, was appointed by neither and
    stands in no open report.
    """
    if mark == Mark.ID_NUMBER:
        return ChangeReason.ALWAYS_ONE
    if mark not in {known for known, _index in shared_marks(one, other)}:
        return ChangeReason.NOT_SHARED
    if same_person(by, one) or same_person(by, other):
        return ChangeReason.OWN_ACCOUNT
    if not any(_is_third(held, one, other) for held in by.current_assignments()):
        return ChangeReason.NOT_IN_CHARGE
    return None if is_free(by) else ChangeReason.NOT_FREE


def _is_third(own: Assignment, one: User, other: User) -> bool:
    if not own.holds(Capability.MANAGE_PEOPLE) or own.effective_at > timezone.now() - waiting_time():
        return False
    if {own.granted_by_id, own.confirmed_by_id} & {one.pk, other.pk}:
        return False
    here = Assignment.objects.filter(within([own.area.path], "area__code"))
    return all(here.filter(user=user).exists() for user in (one, other))


def _is_on_file(user: User, name: str, value: str) -> bool:
    field = StaffIdentity._meta.get_field(name)
    index = field.index_of(value)  # type: ignore[union-attr]  # an EncryptedTextField
    return StaffIdentity.objects.filter(user=user, **{f"{name}_index": index}).exists()
