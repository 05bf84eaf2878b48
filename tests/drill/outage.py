"""The outage itself: the workers' own tasks, called by a clock that is moved on, against a real socket."""

from __future__ import annotations

import json
import logging
import statistics
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import django
from django.conf import settings

STEP, OUTAGE, AFTERWARDS = timedelta(minutes=30), timedelta(days=2), timedelta(hours=6)
MESSAGES, CODES, ASKED = 30, 10, 20


class Clock(datetime):
    """The clock of the site, ahead of the machine's by `ahead`."""

    ahead = timedelta()

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        """See datetime.now."""
        return datetime.now(tz) + cls.ahead


def main() -> None:
    """Prepare a database, go through the three outages, print the rows as one line of JSON."""
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from tests.drill.post_office import GOOD, HANGING, REFUSING

    logging.disable(logging.ERROR)
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    rows: list[dict[str, Any]] = []
    with patch.object(timezone, "datetime", Clock):
        _page_times("warming up")
        usual = _page_times(GOOD)
        for mode in ("dead", REFUSING, HANGING):
            sys.stderr.write(f"  mail {mode} for two days\n")
            rows += _outage(mode, usual)
    sys.stdout.write(json.dumps(rows) + "\n")


def _outage(mode: str, usual: float) -> list[dict[str, Any]]:
    from portal.notify.models import Channel, Message, MessageState, SealedLetter
    from tests.drill.post_office import GOOD, PostOffice

    people = _cast(mode)
    first = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    office = _open(mode)
    _begin(mode, people)
    answered = _page_times(mode)
    began = time.perf_counter()
    steps = _pass(OUTAGE)
    spent = time.perf_counter() - began
    mails = Message.objects.filter(pk__gt=first, channel=Channel.EMAIL)
    told = {name: mails.filter(recipient=people[name]).count() for name in ("officer", "county", "operator")}
    queued = _queued()
    office.close()
    office = PostOffice(GOOD)
    settings.EMAIL_PORT = office.port
    _pass(AFTERWARDS)
    lost = mails.exclude(state=MessageState.SENT).count()
    counted = Counter(office.taken)
    late = sum(name.startswith("letter-") for name in counted)
    office.close()
    about = f"mail {mode} for two days"
    return [
        _row(f"{about}: alerts made for the officer", ">= 9", told["officer"], "messages", told["officer"] >= 9),
        _row(f"{about}: the county let in and told", ">= 1", told["county"], "messages", told["county"] >= 1),
        _row(f"{about}: the operator told in words", ">= 1", told["operator"], "messages", told["operator"] >= 1),
        _row(f"{about}: tasks waiting at its end", "<= 2", queued, "rows", queued <= 2),
        _row(f"{about}: lost of {mails.count()}", "0", lost, "messages", lost == 0),
        _row(f"{about}: doubled", "0", sum(counted.values()) - len(counted), "", len(counted) == sum(counted.values())),
        _row(
            f"{about}: taken by the server",
            str(mails.count()),
            len(counted) - late,
            "",
            len(counted) - late == mails.count(),
        ),
        _row(f"{about}: codes sent after they were of use", "0", late, "", late == 0),
        _row(
            f"{about}: codes kept after that", "0", SealedLetter.objects.count(), "", not SealedLetter.objects.exists()
        ),
        _row(
            f"{about}: a code is asked for, p95",
            f"<= 2 x {usual:.0f}",
            round(answered),
            "ms",
            answered <= 2 * usual + 20,
        ),
        _row(f"{about}: a worker's round", None, round(1000 * spent / steps), "ms", None),
    ]


def _cast(mode: str) -> dict[str, Any]:
    from portal.accounts.enums import Role
    from portal.accounts.models import Assignment, User
    from portal.areas.models import Area, AreaLevel

    code = {"dead": "331125", "refusing": "331126", "hanging": "331127"}[mode]
    county = Area.objects.create(code=code, name=f"演示县{code[-1]}", level=AreaLevel.COUNTY, parent=_city())
    people: dict[str, Any] = {"area": county}
    roles = {"officer": Role.SAFEGUARDING_OFFICER, "county": Role.COUNTY_OFFICER, "operator": Role.OPERATOR}
    for name, role in roles.items():
        people[name] = User.objects.create_user(f"{name}.{mode}@example.test")
        Assignment.objects.create(user=people[name], role=role, area=county)
    people["readers"] = [User.objects.create_user(f"reader{n}.{mode}@example.test") for n in range(MESSAGES)]
    return people


def _city() -> Any:
    from portal.areas.models import Area, AreaLevel

    province, _new = Area.objects.get_or_create(code="33", defaults={"name": "演示省", "level": AreaLevel.PROVINCE})
    city, _new = Area.objects.get_or_create(
        code="3311", defaults={"name": "演示市", "level": AreaLevel.CITY, "parent": province}
    )
    return city


def _begin(mode: str, people: dict[str, Any]) -> None:
    """On Friday evening: three reports, messages, codes."""
    from django.core.mail import EmailMessage

    from portal.notify.circles import THEMSELVES
    from portal.notify.letters import post
    from portal.notify.outbox import notify
    from tests.factories.concerns import make_concern

    for _number in range(3):
        make_concern(people["area"])
    for reader in people["readers"]:
        notify(reader, "second_step_reset", key=f"{mode}:{reader.pk}", circle=THEMSELVES)
    for number in range(CODES):
        mail = EmailMessage("code", "1234 5678", None, [f"code{number}.{mode}@example.test"])
        post(mail, urgent=True, keep_for=timedelta(minutes=15))


def _pass(period: timedelta) -> int:
    """Let the time pass as the workers' schedules cut it. Returns how many rounds."""
    from children.concerns.tasks import alert_of_concerns
    from portal.notify import tasks

    rounds = int(period / STEP)
    for _round in range(rounds):
        Clock.ahead += STEP
        alert_of_concerns()
        for sweep in (tasks.sweep, tasks.sweep_urgent):
            sweep()
        _work()
    return rounds


def _work() -> None:
    """What the workers of both queues find, once each; what calls them again meanwhile waits for the next round."""
    from django_q.models import OrmQ

    from portal.notify import tasks

    for row in list(OrmQ.objects.filter(key__in=["mail", "urgent"])):
        row.delete()
        tasks.deliver(*row.task["args"])


def _open(mode: str) -> Any:
    from tests.drill.post_office import GOOD, PostOffice

    office = PostOffice(GOOD if mode == "dead" else mode)
    settings.EMAIL_PORT = office.port
    if mode == "dead":
        office.close()
    return office


def _queued() -> int:
    from django_q.models import OrmQ

    return OrmQ.objects.filter(key__in=["mail", "urgent"]).count()


def _page_times(mode: str) -> float:
    """How long the page takes on which a code is asked for, in milliseconds, by addresses that have an account."""
    from django.core.cache import cache
    from django.test import Client

    from portal.accounts.models import User

    times = []
    for number in range(ASKED):
        email = f"asks{number}.{mode.split(maxsplit=1)[0]}@example.test"
        User.objects.create_user(email)
        cache.clear()
        client = Client()
        began = time.perf_counter()
        assert client.post("/accounts/login/code/", {"email": email}).status_code == 302
        times.append(1000 * (time.perf_counter() - began))
    return statistics.quantiles(times, n=20)[-1]


def _row(what: str, limit: str | None, ours: object, unit: str, ok: bool | None) -> dict[str, Any]:
    return {"what": what, "peer": None, "limit": limit, "ours": ours, "unit": unit, "ok": ok}


if __name__ == "__main__":
    main()
