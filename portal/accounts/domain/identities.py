"""By what a person is known over all their accounts: what is on file of staff, and what other apps know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db.models import Q

from portal.input.cleaning import clean_phone
from portal.privacy import crypto, id_number
from portal.privacy.fields import is_unreadable
from portal.registry import Registry

from ..addresses import fold_address
from ..enums import Mark
from ..models import ContactApart, StaffIdentity, User

Known = tuple[str, str]  # which mark, and its value in one form


@dataclass(frozen=True)
class Source:
    """Where an app above keeps ID numbers and telephones of accounts."""

    values_of: Callable[[User], Iterable[Known]]
    accounts_with: Callable[[str, str], Iterable[int]]


SOURCES: Registry[Source] = Registry()


def one_value(mark: str, value: str) -> str:
    """The one form in which values of this kind are compared: NFKC, no white space, no +86."""
    if mark == Mark.MAILBOX:
        return fold_address(value)
    if mark == Mark.ID_NUMBER:
        return id_number.clean(value)
    try:
        return clean_phone(value)
    except ValidationError:
        return crypto.normalise(value)


def index_of(mark: str, value: str) -> str:
    """The blind index of a value in its one form, the same whatever model holds it."""
    return crypto.blind_index(value, f"person.{mark}")


def marks_of(user: User) -> frozenset[Known]:
    """Each mark of this account with the blind index of its value; read once per instance."""
    if not hasattr(user, "_marks"):
        found = {(mark, one_value(mark, value)) for mark, value in _values_of(user) if value}
        user._marks = frozenset((str(mark), index_of(mark, value)) for mark, value in found)  # type: ignore[attr-defined]
    marks: frozenset[Known] = user._marks  # type: ignore[attr-defined]
    return marks


def shared_marks(one: User, other: User) -> list[Known]:
    """By what the two accounts are one person: what they share, without what a third person said is shared by two."""
    shared = marks_of(one) & marks_of(other)
    if not shared:
        return []
    first, second = sorted((one.pk, other.pk))
    apart = set(ContactApart.objects.filter(one=first, other=second).values_list("mark", "value_index"))
    return sorted(known for known in shared if known[0] == Mark.ID_NUMBER or known not in apart)


def look_alikes(address: str) -> list[User]:
    """The accounts whose address folds to the same form but is another one."""
    same = User.objects.filter(mailbox=fold_address(address)[:254])
    return [user for user in same.order_by("pk") if user.email.casefold() != address.casefold()]


def accounts_of(user: User) -> list[User]:
    """The other accounts that are the same person, oldest first."""
    found: set[int] = set()
    for mark, value in _values_of(user):
        if value:
            found |= _accounts_with(str(mark), one_value(mark, value))
    others = User.objects.filter(pk__in=found - {user.pk}).order_by("pk")
    return [other for other in others if shared_marks(user, other)]


def hints(users: Iterable[User]) -> tuple[dict[int, list[tuple[User, str]]], set[int]]:
    """For each of these accounts that shares a mark with another: which, and what. And of whom something is on file.

    A fixed number of queries where nobody shares anything.
    """
    shown = {user.pk: user for user in users}
    found: dict[int, list[tuple[User, str]]] = {}
    mine = list(StaffIdentity.objects.filter(user__in=shown).values_list("user", "phone_index", "id_number_index"))
    for pk, other in _candidates(shown, mine):
        for mark, _index in shared_marks(shown[pk], other):
            found.setdefault(pk, []).append((other, str(Mark(mark).label)))
    return found, {row[0] for row in mine}


def _candidates(shown: dict[int, User], mine: list[tuple[int, str, str]]) -> list[tuple[int, User]]:
    """Pairs that meet in one of the columns on which accounts are looked up."""
    pairs = set()
    for column, place in (("phone_index", 1), ("id_number_index", 2)):
        wanted = {row[place] for row in mine if row[place]}
        others = StaffIdentity.objects.filter(**{f"{column}__in": wanted}).values_list("user", column)
        pairs |= {(row[0], pk) for pk, index in others for row in mine if row[place] == index and row[0] != pk}
    boxes = {user.mailbox for user in shown.values() if user.mailbox}
    same = User.objects.filter(mailbox__in=boxes).values_list("pk", "mailbox")
    pairs |= {(one.pk, pk) for pk, box in same for one in shown.values() if one.mailbox == box and one.pk != pk}
    accounts = User.objects.in_bulk({pk for _one, pk in pairs}) if pairs else {}
    return [(one, accounts[other]) for one, other in sorted(pairs)]


def own_accounts(user: User) -> set[int]:
    """The keys of all accounts of this person, this one included; asked once per instance."""
    if not hasattr(user, "_own_accounts"):
        user._own_accounts = {user.pk} | {other.pk for other in accounts_of(user)}  # type: ignore[attr-defined]
    found: set[int] = user._own_accounts  # type: ignore[attr-defined]
    return found


def _values_of(user: User) -> Iterable[Known]:
    yield Mark.MAILBOX, user.email
    for address in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True):
        yield Mark.MAILBOX, address
    for kept in StaffIdentity.objects.filter(user=user):
        values = ((Mark.ID_NUMBER, kept.id_number), (Mark.PHONE, kept.phone))
        yield from ((mark, value) for mark, value in values if not is_unreadable(value))
    for source in SOURCES:
        yield from source.values_of(user)


def _accounts_with(mark: str, value: str) -> set[int]:
    found = {pk for source in SOURCES for pk in source.accounts_with(mark, value)}
    if mark == Mark.MAILBOX:
        return found | set(User.objects.filter(mailbox=value[:254]).values_list("pk", flat=True))
    field = StaffIdentity._meta.get_field(mark)
    kept = Q(**{f"{mark}_index": field.index_of(value)})  # type: ignore[union-attr]  # an EncryptedTextField
    return found | set(StaffIdentity.objects.filter(kept).values_list("user", flat=True))
