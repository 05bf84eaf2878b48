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
from .vacancies import keep_vacancies

STAFF, NAMED = "pairing_staff", "pairing_named"
People = Callable[[Pairing], Iterable[User | None]]
Deny = Callable[[Pairing, Any], Reason | None]


def held(pairing: Pairing) -> Pairing:
    """The pairing as it is now, held until the transaction ends with its volunteer, whose row is always held first."""
    volunteer = volunteer_held(Volunteer(pk=pairing.volunteer_id))
    pairing = locked(pairing, "area", "child", "proposed_by", "supervisor", "deputy")
    pairing.volunteer = volunteer
    return pairing


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

    def afterwards(pairing: Pairing, event: AuditEvent) -> None:
        keep_vacancies(Pairing.objects.unscoped("the one that was moved").filter(pk=pairing.pk))
        send(pairing, event.action.replace(".", "_"), tell(pairing), event=event)
        if ask is not None:
            send(pairing, "pairing_named", ask(pairing), event=event)

    return advance(
        pairing, transition, by=by, denied=denied, hold=held, tell=afterwards, detail={"reason": reason}, **changes
    )


def send(pairing: Pairing, template: str, to: Iterable[User | None], *, event: AuditEvent) -> None:
    """Put messages into the outbox, to all but who did it: each holds a link and nothing of the child."""
    for user in _today(pairing, to) - {event.actor}:
        key = f"{template.replace('_', '.', 1)}:{event.sequence}:{user.pk}"
        notify(user, template, key=key, circle=_circle(pairing, user, template), by_language=_links(pairing, user))


def remind(pairing: Pairing, template: str, to: Iterable[User | None], *, every: timedelta) -> None:
    """Tell of something that lasts: the same person again only when `every` has passed."""
    turn = int(timezone.now().timestamp() // every.total_seconds())
    for user in _today(pairing, to):
        key = f"{template}:{pairing.uuid}:{turn}:{user.pk}"
        notify(user, template, key=key, circle=_circle(pairing, user, template), by_language=_links(pairing, user))


def _links(pairing: Pairing, user: User) -> dict[str, dict[str, Any]]:
    name = "volunteers:my_children" if user == pairing.volunteer.user else "volunteers:pairing"
    arguments = [] if user == pairing.volunteer.user else [pairing.uuid]
    return in_each_language(partial(_link, name, arguments))


def _today(pairing: Pairing, to: Iterable[User | None]) -> set[User]:
    """Of these, whom it still concerns; where all the staff among them have left, whoever answers for it now."""
    meant = {user for user in to if user is not None}
    concerned = {user for user in meant if _still_concerned(pairing, user)}
    staff = meant - {pairing.volunteer.user}
    return concerned | set(_answering(pairing) if staff and not staff & concerned else [])


def _answering(pairing: Pairing) -> list[User]:
    """Who looks after it today, else whose office proposes pairings there, and whoever can name somebody."""
    held = [user for user in those_in_charge(pairing) if user is not None]
    return held or [*_office(pairing, None, Capability.PROPOSE_PAIRING), *_naming(pairing)]


def naming_office(pairing: Pairing, user: User | None) -> list[User]:
    """This person while they can name who looks after it; else who holds that office now, nearest to the child."""
    return _office(pairing, user, Capability.APPROVE_PAIRING)


def _office(pairing: Pairing, user: User | None, capability: str) -> list[User]:
    return in_office(user, capability, pairing.area_path, but=own_accounts(pairing.volunteer.user))


def _naming(pairing: Pairing) -> list[User]:
    return Assignment.objects.holding(Capability.APPROVE_PAIRING).at(pairing.area_path).people()


def _circle(pairing: Pairing, user: User, template: str) -> str:
    if user == pairing.volunteer.user:
        return THEMSELVES
    return f"{NAMED if template == 'pairing_named' else STAFF}:{pairing.uuid}"


def add_circles() -> None:
    """Whom messages about a pairing concern when they are sent. Called from AppConfig.ready()."""
    CIRCLES.add(
        Circle(lambda user, key: _still_concerned(_pairing(key), user), lambda key: _answering(_pairing(key))),
        name=STAFF,
    )
    CIRCLES.add(Circle(lambda user, key: _is_named(_pairing(key), user)), name=NAMED)


def _pairing(key: str) -> Pairing:
    rows = Pairing.objects.unscoped("whom a message about it concerns is asked of it")
    found: Pairing = rows.select_related("volunteer__user", "supervisor", "deputy", "proposed_by").get(uuid=key)
    return found


def _is_named(pairing: Pairing, user: User) -> bool:
    return post_of(pairing, user) is not None and _still_concerned(pairing, user)


def _still_concerned(pairing: Pairing, user: User) -> bool:
    """Who proposed, approved or looked after it is history: only whoever holds an office there today is told."""
    return user == pairing.volunteer.user or user.can(Capability.PROPOSE_PAIRING, pairing.area_path)


def _link(name: str, arguments: list[UUID]) -> dict[str, str]:
    return {"link": settings.WAGTAILADMIN_BASE_URL + reverse(name, args=arguments)}


def nobody(_pairing: Pairing) -> list[User | None]:
    """A step that only the due list shows."""
    return []


def proposer(pairing: Pairing) -> list[User | None]:
    """Whoever proposed it while they hold that office there, else whoever holds it now."""
    return [*_office(pairing, pairing.proposed_by, Capability.PROPOSE_PAIRING)]


def everyone(pairing: Pairing) -> list[User | None]:
    """The volunteer, whose office proposed it, and the staff who look after this pairing."""
    return [pairing.volunteer.user, *proposer(pairing), *those_in_charge(pairing)]


def those_in_charge(pairing: Pairing) -> list[User | None]:
    """The supervisor and the deputy of today; where nobody holds a post, whoever can name somebody."""
    held, open_posts = in_charge(pairing), vacant(pairing)
    return [*held, *(_naming(pairing) if open_posts else [])]
