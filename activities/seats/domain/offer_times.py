"""Until when somebody may think about a place that is offered: three hours of the day, none of the night."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

OFFER = timedelta(hours=3)
DAY_BEGINS, DAY_ENDS = time(9), time(21)


def offer_ends(now: datetime, starts: datetime) -> datetime:
    """The end of an offer made now for a session that starts then: never between 21:00 and 9:00 local time.

    Hours of the night do not count; the offer ends at the latest when the session begins.
    """
    left, moment = OFFER, timezone.localtime(now)
    while True:
        opens, closes = (datetime.combine(moment.date(), clock, moment.tzinfo) for clock in (DAY_BEGINS, DAY_ENDS))
        moment = max(moment, opens)
        if moment + left < closes:
            return min(moment + left, starts)
        left -= max(closes - moment, timedelta(0))
        moment = opens + timedelta(days=1)
