"""How often reports are taken from one place, without knowing which place: no address is stored or logged."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import logging
import secrets

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

ONE_DAY, ONE_HOUR = 24 * 60 * 60, 60 * 60
WINDOW = 10 * 60
# A whole village may share one address of its telephone company.
REPORTS, LOOKUPS = 6, 20
# Whoever has 2^80 addresses has as many homes as they like: all of a /48 together get so many times one home's share.
HOMES = 5
# Beyond this many in ten minutes, or from one network in an hour, reports are still taken, and marked; beyond the
# last number a day they are not. One network alone can use up only a quarter of the day: it silences nobody else.
FLOOD, MANY, FULL = 60, 12, 3000
logger = logging.getLogger(__name__)


def may_send(address: str, *, what: str, limit: int, sending: object = None) -> bool:
    """Whether one more is taken from this network address within the ten minutes.

    The same `sending` again is no other one: whoever presses the button until the site is free is not one too many.
    A broken counter stops nobody; nor does an address we could not learn, as all visitors would share it.
    """
    home, network = _network(address, 64), _network(address, 48)
    if not home:
        return True
    try:
        taken = f"concern:taken:{what}:{sending}"
        if sending and cache.get(taken):
            return True
        if not _take_one(f"{what}:{_hashed(home)}", limit):
            return False
        if home != network and _count(what, WINDOW, of=network) > limit * HOMES:
            return False
        if sending:
            cache.set(taken, 1, WINDOW)
    except Exception as error:  # noqa: BLE001  a cache that is down must not silence a report
        logger.error("The counter of reports is out of order: %s", type(error).__name__)  # noqa: TRY400  no values
    return True


def is_flood() -> bool:
    """Count one report of anybody; whether there were too many in these ten minutes to be all real."""
    return _count("all", WINDOW) > FLOOD


def is_many(address: str) -> bool:
    """Count one report from this network; whether it sent too many in this hour to be all real.

    All whose address we could not learn are one network here: it is no way round the limits either.
    """
    return _count("many", ONE_HOUR, of=_network(address, 48) or "unknown") > MANY


def is_full(*, many: bool) -> bool:
    """Whether so many came today that the disk must be kept for the site itself.

    Reports from networks that send many are counted apart, with less room.
    """
    return _count("day:many", ONE_DAY) > FULL // 4 if many else _count("day", ONE_DAY) > FULL


def seconds_left(window: int = WINDOW) -> int:
    """Until the counting begins anew, at least one."""
    return window - int(timezone.now().timestamp()) % window


def _take_one(name: str, limit: int) -> bool:
    """Take one of `limit` slots; adding is atomic in every cache, so many at once get no more than that."""
    window = int(timezone.now().timestamp() // WINDOW)
    return any(cache.add(f"concern:{name}:{window}:{slot}", 1, WINDOW) for slot in range(limit))


def _count(name: str, seconds: int, *, of: str = "") -> int:
    """One more in this stretch of time, of this network or of all; coarse, as two at once may count as one.

    Not `incr`: it forgets after five minutes.
    """
    try:
        whose = f"{name}:{_hashed(of)}" if of else name
        key = f"concern:{whose}:{int(timezone.now().timestamp() // seconds)}"
        number = int(cache.get(key, 0)) + 1
        cache.set(key, number, seconds)
    except Exception as error:  # noqa: BLE001  see may_send
        logger.error("The counter of reports is out of order: %s", type(error).__name__)  # noqa: TRY400  no values
        return 0
    return number


def _hashed(network: str) -> str:
    """A hash of the network under a key of ours and a salt of today that is forgotten tomorrow."""
    salt_key = f"concern:salt:{timezone.localdate():%Y%m%d}"
    cache.add(salt_key, secrets.token_hex(16), ONE_DAY)
    key = bytes.fromhex(settings.BLIND_INDEX_KEY) + str(cache.get(salt_key, "")).encode()
    return hmac.new(key, network.encode(), hashlib.sha256).hexdigest()[:24]


def _network(address: str, bits: int) -> str:
    """One home has one IPv4 address, or 2^64 of IPv6: of those the first `bits` count. Empty: not known."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, bits), strict=False))
    return str(parsed)
