"""Counting tries, in the database all processes share: at most so many at once, then with growing waits, then no more.

Each try is counted before it is judged and given back when it was right: of a thousand at the same moment no more
pass than of a thousand one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from portal.changes.changing import change_of_state
from portal.privacy.crypto import blind_index

from .models import Counter

ONE_DAY, ONE_HOUR, TEN_MINUTES = timedelta(days=1), timedelta(hours=1), timedelta(minutes=10)


@dataclass(frozen=True)
class Limit:
    """`free` tries at once; after each further one the next wait in minutes, of which the last repeats; `most` in all.

    `within` is the stretch of time after whose end the counting begins anew.
    """

    name: str
    free: int
    waits: Sequence[int]
    most: int
    within: timedelta = ONE_DAY

    def wait_after(self, count: int) -> timedelta:
        """How long nobody may try after the try of this number."""
        if count < self.free or not self.waits:
            return timedelta()
        return timedelta(minutes=self.waits[min(count - self.free, len(self.waits) - 1)])

    def key(self, *whose: str) -> str:
        """Under which key the tries of these are counted; what is typed as an address counts in any case of letters."""
        return blind_index(" ".join(whose).lower().encode().hex(), f"sign_in.{self.name}")


# Of passwords, codes and second factors together: five at once, twenty a day. Eight digits have 10^8 values.
GUESSES = Limit("guesses", free=5, waits=(1, 2, 4, 8, 15), most=20)
# Of codes of an app that come before the password, from one network for one address in an hour: whoever guesses them
# has won no more than the right to guess the password.
APP_FIRST = Limit("app_first", free=10, waits=(), most=10, within=ONE_HOUR)
# Of e-mails with codes to one address: nobody's mailbox is filled by somebody else.
MAILS = Limit("mails", free=3, waits=(2, 5, 15, 30, 60), most=10)
# Of e-mails with codes asked for from one network in an hour; in a flood each network still has a few.
FROM_ONE_NETWORK, FROM_ONE_NETWORK_IN_A_FLOOD = 100, 5
NETWORK = Limit("network", free=FROM_ONE_NETWORK, waits=(), most=FROM_ONE_NETWORK, within=ONE_HOUR)
IN_A_FLOOD = Limit("network", FROM_ONE_NETWORK_IN_A_FLOOD, (), FROM_ONE_NETWORK_IN_A_FLOOD, within=ONE_HOUR)
# Of e-mails with codes to anybody in ten minutes, before it counts as a flood. It refuses nobody by itself.
EVERYBODY = Limit("everybody", free=300, waits=(), most=300, within=TEN_MINUTES)


@change_of_state
def count(limit: Limit, *whose: str) -> datetime | None:
    """Count one try. Returns None when it may be made, else the moment from which on the next one may."""
    key, before = limit.key(*whose), timezone.now()
    row, _created = Counter.objects.select_for_update(no_key=True).get_or_create(
        key=key, defaults={"began": before, "open_at": before}
    )
    now = timezone.now()  # once it is our turn: who waited is later than whoever went before
    if row.began <= now - limit.within:
        row.began, row.count, row.open_at = now, 0, now
    if row.count >= limit.most:
        return row.began + limit.within
    if row.open_at > now:
        return row.open_at
    row.count += 1
    row.open_at = now + limit.wait_after(row.count)
    row.save()
    return None


def give_back(limit: Limit, *whose: str) -> None:
    """It was no guess: the try does not count."""
    rows = Counter.objects.filter(key=limit.key(*whose), count__gt=0)
    rows.update(count=F("count") - 1, open_at=timezone.now())


def forget_old_counts() -> int:
    """Every hour: remove what no longer counts. Returns how many rows."""
    return Counter.objects.filter(began__lt=timezone.now() - ONE_DAY).delete()[0]
