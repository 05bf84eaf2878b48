"""Who is told when something happens to a session. No message holds the name of a child or a volunteer."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.utils import timezone

from portal.accounts.domain.office import in_office
from portal.accounts.enums import Capability, Role
from portal.accounts.models import Assignment, User
from portal.notify.circles import CIRCLES, THEMSELVES, Circle, members
from portal.notify.outbox import in_each_language, notify
from portal.pages.dates import when_text

from .enums import LIVE
from .models import Duty, Enrolment, Place, Session
from .permissions import may
from .responsible import responsible_for_place, responsible_today

ANSWERING, ENROLLED, PLACE = "session", "enrolment", "place"
_REASON = "everyone concerned is told, whoever made the change"


def tell(
    users: Iterable[User], template: str, session: Session, *, event: str, circle: str | None = None, **more: Any
) -> None:
    """Send `activities_<template>` to each user once per `event` of the session; `not_before`, see `notify`.

    `circle`: whom it concerns when it is sent; left out, those who answer for the session, without its volunteers,
    whom it concerns as themselves.
    """
    facts = in_each_language(lambda: _facts(session))
    helping = set() if circle is not None else {user.pk for user in _volunteers(session)}
    for user in {user.pk: user for user in users}.values():
        answering = THEMSELVES if user.pk in helping else f"{ANSWERING}:{session.uuid}"
        mine = answering if circle is None else circle
        notify(user, f"activities_{template}", key=f"{event}:{user.pk}", circle=mine, by_language=facts, **more)


def _facts(session: Session) -> dict[str, str]:
    when = when_text(session.starts, session.ends)
    where, url = session.place.local_name, session.get_absolute_url()
    return {"title": session.local_title, "when": when, "place": where, "url": url}


def tell_of_phone(place: Place, before: str, *, by: User, key: str) -> None:
    """A wrong number leads families to a stranger: township and county hear of a new one at once, its managers too."""
    above = Assignment.objects.serving(Role.TOWNSHIP_SUPERVISOR, Role.COUNTY_OFFICER).at(place.area_path).people()
    people = {user.pk: user for user in [*responsible_for_place(place), *above]}
    names = in_each_language(lambda: {"place": place.local_name})
    for user in people.values():
        facts: dict[str, Any] = {
            "by": str(by),
            "before": before or "—",
            "after": place.phone or "—",
            "uuid": str(place.uuid),
        }
        notify(user, "place_phone", key=f"{key}:{user.pk}", circle=f"{PLACE}:{place.uuid}", by_language=names, **facts)


def tell_volunteer(duty: Duty, template: str, *, event: str = "", **more: Any) -> None:
    """Tell the volunteer of a duty where it stands; once, unless `event` tells the occasions apart."""
    user, event = duty.volunteer.user, event or f"{template}:{duty.uuid}"
    facts = in_each_language(lambda: _facts(duty.session))
    notify(user, f"activities_{template}", key=f"{event}:{user.pk}", circle=THEMSELVES, by_language=facts, **more)


def everyone(session: Session) -> list[User]:
    """Those responsible today, the volunteers who signed up, the officers of the children (guardians have no account).

    That is whoever enrolled a child while they still may see it, else who holds that office today.
    """
    return [*responsible_today(session), *_volunteers(session), *_officers(session)]


def _volunteers(session: Session) -> list[User]:
    duties = Duty.objects.unscoped(_REASON).filter(session=session, state__in=LIVE)
    return [duty.volunteer.user for duty in duties.select_related("volunteer__user")]


def _officers(session: Session) -> list[User]:
    enrolments = Enrolment.objects.unscoped(_REASON).filter(session=session, state__in=LIVE)
    officers = [officers_of(enrolment) for enrolment in enrolments.select_related("enrolled_by", "child")]
    return list(chain.from_iterable(officers))


def officers_of(enrolment: Enrolment) -> list[User]:
    """Who speaks with the family of an enrolled child today."""
    return in_office(enrolment.enrolled_by, Capability.SEE_CHILD, enrolment.child.area_path)


def add_circles() -> None:
    """Whom messages about a session, an enrolment or a place concern when they are sent. From AppConfig.ready()."""
    CIRCLES.add(Circle(_answers, lambda key: responsible_today(_session(key))), name=ANSWERING)
    CIRCLES.add(members(lambda key: officers_of(_enrolment(key))), name=ENROLLED)
    CIRCLES.add(Circle(_sees_place, lambda key: responsible_for_place(_place(key))), name=PLACE)


def _answers(user: User, key: str) -> bool:
    session = _session(key)
    return any(user.pk == one.pk for one in [*responsible_today(session), *_officers(session)])


def _sees_place(user: User, key: str) -> bool:
    return may(user, Capability.MANAGE_SESSION, _place(key))


def _session(key: str) -> Session:
    found: Session = Session.objects.unscoped(_REASON).select_related("place").get(uuid=key)
    return found


def _enrolment(key: str) -> Enrolment:
    found: Enrolment = Enrolment.objects.unscoped(_REASON).select_related("enrolled_by", "child").get(uuid=key)
    return found


def _place(key: str) -> Place:
    found: Place = Place.objects.unscoped(_REASON).get(uuid=key)
    return found


def event_now(name: str, session: Session) -> str:
    """A key for something that may happen to a session more than once."""
    return f"{name}:{session.uuid.hex}:{int(timezone.now().timestamp() * 1000)}"
