"""How a pairing moves from one state to the next: lock, check again, write, audit, tell those concerned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from portal.accounts.domain.identities import own_accounts
from portal.accounts.domain.office import in_office
from portal.accounts.enums import Capability
from portal.accounts.models import Assignment, User
from portal.audit.models import AuditEvent
from portal.changes.locking import locked
from portal.notify.circles import CIRCLES, THEMSELVES, Circle
from portal.notify.outbox import in_each_language, notify
from portal.transitions.making import advance
from portal.transitions.table import Transition

from ...application.domain.moving import held as volunteer_held
from ...application.models import Volunteer
from ..enums import Reason
from ..models import Pairing
from .posts import in_charge, post_of, vacant

STAFF, NAMED = "pairing_staff", "pairing_named"
People = Callable[[Pairing], Iterable[User | None]]
Deny = Callable[[Pairing, Any], Reason | None]


def held(pairing: Pairing) -> Pairing:
    """The pairing as it is now, held until the transaction ends with its volunteer, whose row is always held first."""
    volunteer = volunteer_held(Volunteer(pk=pairing.volunteer_id))
    row = locked(pairing, "area", "child", "proposed_by", "supervisor", "deputy")
    row.volunteer = volunteer
    return row


def move(
    pairing: Pairing,
    transition: Transition,
    *,
    by: User | None,
    tell: People,
    denied: Deny | None = None,
    ask: People | None = None,
    reason: str = "",
    **changes: Any,
) -> Pairing:
    """Make the transition unless `denied` finds a reason (None: the site itself makes it). Raises Denied.

    Those whom `tell` names are told, and those whom `ask` names are asked to look after the pairing.
    """

    def messages(row: Pairing, event: AuditEvent) -> None:
        send(row, event.action.replace(".", "_"), tell(row), event=event)
        if ask is not None:
            send(row, "pairing_named", ask(row), event=event)

    return advance(
        pairing, transition, by=by, denied=denied, hold=held, tell=messages, detail={"reason": reason}, **changes
    )


def send(row: Pairing, template: str, to: Iterable[User | None], *, event: AuditEvent) -> None:
    """Put messages into the outbox, to all but who did it: each holds a link and nothing of the child."""
    for user in _today(row, to) - {event.actor}:
        key = f"{template.replace('_', '.', 1)}:{event.sequence}:{user.pk}"
        notify(user, template, key=key, circle=_circle(row, user, template), by_language=_links(row, user))


def remind(row: Pairing, template: str, to: Iterable[User | None], *, every: timedelta) -> None:
    """Tell of something that lasts: the same person again only when `every` has passed."""
    turn = int(timezone.now().timestamp() // every.total_seconds())
    for user in _today(row, to):
        key = f"{template}:{row.uuid}:{turn}:{user.pk}"
        notify(user, template, key=key, circle=_circle(row, user, template), by_language=_links(row, user))


def _links(row: Pairing, user: User) -> dict[str, dict[str, Any]]:
    name = "volunteers:my_children" if user == row.volunteer.user else "volunteers:pairing"
    arguments = [] if user == row.volunteer.user else [row.uuid]
    return in_each_language(partial(_link, name, arguments))


def _today(row: Pairing, to: Iterable[User | None]) -> set[User]:
    """Of these, whom it still concerns; where all the staff among them have left, whoever answers for it now."""
    meant = {user for user in to if user is not None}
    concerned = {user for user in meant if _still_concerned(row, user)}
    staff = meant - {row.volunteer.user}
    return concerned | set(_answering(row) if staff and not staff & concerned else [])


def _answering(row: Pairing) -> list[User]:
    """Who looks after it today, else whose office proposes pairings there, and whoever can name somebody."""
    held = [user for user in those_in_charge(row) if user is not None]
    return held or [*_office(row, None, Capability.PROPOSE_PAIRING), *_naming(row)]


def naming_office(row: Pairing, user: User | None) -> list[User]:
    """This person while they can name who looks after it; else who holds that office now, nearest to the child."""
    return _office(row, user, Capability.APPROVE_PAIRING)


def _office(row: Pairing, user: User | None, capability: str) -> list[User]:
    return in_office(user, capability, row.area_path, but=own_accounts(row.volunteer.user))


def _naming(row: Pairing) -> list[User]:
    return Assignment.objects.holding(Capability.APPROVE_PAIRING).at(row.area_path).people()


def _circle(row: Pairing, user: User, template: str) -> str:
    if user == row.volunteer.user:
        return THEMSELVES
    return f"{NAMED if template == 'pairing_named' else STAFF}:{row.uuid}"


def add_circles() -> None:
    """Whom messages about a pairing concern when they are sent. Called from AppConfig.ready()."""
    CIRCLES.add(
        Circle(lambda user, key: _still_concerned(_row(key), user), lambda key: _answering(_row(key))), name=STAFF
    )
    CIRCLES.add(Circle(lambda user, key: _is_named(_row(key), user)), name=NAMED)


def _row(key: str) -> Pairing:
    rows = Pairing.objects.unscoped("whom a message about it concerns is asked of it")
    found: Pairing = rows.select_related("volunteer__user", "supervisor", "deputy", "proposed_by").get(uuid=key)
    return found


def _is_named(row: Pairing, user: User) -> bool:
    return post_of(row, user) is not None and _still_concerned(row, user)


def _still_concerned(row: Pairing, user: User) -> bool:
    """Who proposed, approved or looked after it is history: only whoever holds an office there today is told."""
    return user == row.volunteer.user or user.can(Capability.PROPOSE_PAIRING, row.area_path)


def _link(name: str, arguments: list[UUID]) -> dict[str, str]:
    return {"link": settings.WAGTAILADMIN_BASE_URL + reverse(name, args=arguments)}


def nobody(_row: Pairing) -> list[User | None]:
    """A step that only the due list shows."""
    return []


def proposer(row: Pairing) -> list[User | None]:
    """Whoever proposed it while they hold that office there, else whoever holds it now."""
    return [*_office(row, row.proposed_by, Capability.PROPOSE_PAIRING)]


def everyone(row: Pairing) -> list[User | None]:
    """The volunteer, whose office proposed it, and the staff who look after this pairing."""
    return [row.volunteer.user, *proposer(row), *those_in_charge(row)]


def those_in_charge(row: Pairing) -> list[User | None]:
    """The supervisor and the deputy of today; where nobody holds a post, whoever can name somebody."""
    held, open_posts = in_charge(row), vacant(row)
    return [*held, *(_naming(row) if open_posts else [])]
