"""Telling the desk that something waits, until a person has opened it; at most one message to each in ten minutes.

A message holds not a word of the report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.changes.changing import change_of_state
from portal.notify.circles import CIRCLES, Circle
from portal.notify.models import Message
from portal.notify.outbox import in_each_language, notify

from ..models import Concern
from .opening import note_news, unopened
from .people import alerted_for, county_beside, give_to_county, operators

BATCH = timedelta(minutes=10)
WAITING, UNOPENABLE, UNREAD = "concern_waiting", "concern_unopenable", "concern_unread"
OPENERS, RUNNERS = "concern_openers", "concern_runners"
CIRCLE_OF = {WAITING: OPENERS, UNOPENABLE: RUNNERS, UNREAD: RUNNERS}
AT_MOST, LONG_AGO = 100, timedelta(days=3650)


@dataclass(frozen=True)
class Stage:
    """Once a report has been unopened for `age`: how often its people are told, and who is let in and told besides."""

    age: timedelta
    every: timedelta
    county: bool = False
    operators: bool = False


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STAGES = (
    Stage(timedelta(), every=HOUR / 2),
    Stage(HOUR, every=HOUR),
    Stage(4 * HOUR, every=4 * HOUR, county=True, operators=True),
    Stage(DAY, every=DAY, county=True, operators=True),
)


def stage_of(age: timedelta) -> Stage:
    """The last stage a report of this age has reached."""
    return [stage for stage in STAGES if age >= stage.age][-1]


def alert(concern: Concern) -> None:
    """Something new is in it: tell those who may open it until one has. Call it in the transaction of what happened."""
    note_news(concern)
    tell_of(concern)


def tell_of(concern: Concern) -> None:
    """Tell everyone who may open this report, once, that something waits; when that is nobody, the operators."""
    people = alerted_for(concern)
    for user in people:
        _tell(user, WAITING)
    for user in operators(concern) if not people else []:
        _tell(user, UNOPENABLE)


def alert_again() -> int:
    """Tell again of what nobody has opened, more and more people, and of what nobody could be told of yet.

    Run every ten minutes. Returns how many reports wait.
    """
    rows = unopened(Concern.objects.unscoped("the site itself looks for what nobody has opened"))
    now, last = timezone.now(), LastTold()
    # What waits longest, and what is newest: in a flood neither hides behind the other.
    chosen = {*rows.values_list("pk", flat=True)[:AT_MOST], *rows.reverse().values_list("pk", flat=True)[:AT_MOST]}
    for pk in sorted(chosen):
        last |= _tell_again(pk, now, last)
    return rows.count()


class LastTold(dict[tuple[int, str], datetime]):
    """When each person last got a message of a kind; asked for once in a round."""

    def __missing__(self, key: tuple[int, str]) -> datetime:
        user, template = key
        now = timezone.now()
        # One of tomorrow, made while the clock was ahead, silences nobody until then.
        messages = Message.objects.filter(recipient=user, template=template, created_at__lte=now)
        self[key] = messages.aggregate(last=Max("created_at"))["last"] or now - LONG_AGO
        return self[key]


@change_of_state
def _tell_again(pk: int, now: datetime, last: LastTold) -> dict[tuple[int, str], datetime]:
    """Who has been told, and when: for the caller, once it is kept."""
    rows = unopened(Concern.objects.unscoped("the site itself looks for what nobody has opened"))
    concern = rows.select_for_update(no_key=True).filter(pk=pk).first()
    if concern is None:
        return {}
    stage = stage_of(now - concern.unopened_since)
    if stage.county and county_beside(concern):
        give_to_county(concern)
    people, done = alerted_for(concern), {}
    for user in people:
        told = last[user.pk, WAITING]
        # What waits longest decides: a flood of reports is told of no more often than one.
        if told < concern.unopened_since or now - told >= stage.every:
            _tell(user, WAITING)
            done[user.pk, WAITING] = now
    template, every = (UNREAD, DAY) if people else (UNOPENABLE, BATCH)
    for user in operators(concern) if stage.operators or not people else []:
        if now - last[user.pk, template] >= every:
            _tell(user, template)
            done[user.pk, template] = now
    return done


def _tell(user: User, template: str) -> None:
    """The key holds the ten minutes, so a flood of reports is one message."""
    batch = int(timezone.now().timestamp() // BATCH.total_seconds())
    links = in_each_language(lambda: {"url": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('children:concerns')}"})
    key, circle = f"{template}:{user.pk}:{batch}", f"{CIRCLE_OF[template]}:"
    notify(user, template, key=key, circle=circle, urgent=True, by_language=links)


def add_circles() -> None:
    """Whom these concern when they are sent; others are told in their own turn. Called from AppConfig.ready()."""
    CIRCLES.add(Circle(lambda user, _key: _is_among(user, Capability.OPEN_CONCERN, alerted_for)), name=OPENERS)
    CIRCLES.add(Circle(lambda user, _key: _is_among(user, Capability.RUN_SITE, operators)), name=RUNNERS)


def _is_among(user: User, capability: str, who: Callable[[Concern], list[User]]) -> bool:
    """Whether they still hold the office, and not all that waits is closed to them, as it is to who is named in it."""
    waiting = list(unopened(Concern.objects.unscoped("whom an alert concerns is asked of all that waits"))[:AT_MOST])
    allowed = not waiting or any(user.pk == one.pk for concern in waiting for one in who(concern))
    return user.can(capability) and allowed
