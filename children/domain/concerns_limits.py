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

ONE_DAY = 24 * 60 * 60
WINDOW = 10 * 60
# A whole village may share one address of its telephone company.
REPORTS, LOOKUPS = 6, 20
# Beyond this many in ten minutes reports are still taken, and marked; beyond the second number a day they are not.
FLOOD, FULL = 60, 3000
logger = logging.getLogger(__name__)


def may_send(address: str, *, what: str, limit: int) -> bool:
    """Whether one more is taken from this network address within the ten minutes. A broken counter stops nobody."""
    try:
        return _take_one(f"{what}:{_place(address)}", limit)
    except Exception as error:  # noqa: BLE001  a cache that is down must not silence a report
        logger.error("The counter of reports is out of order: %s", type(error).__name__)  # noqa: TRY400  no values
        return True


def is_flood() -> bool:
    """Count one report of anybody; whether there were too many in these ten minutes to be all real."""
    return _count("all", WINDOW) > FLOOD


def is_full() -> bool:
    """Whether so many came today that the disk must be kept for the site itself."""
    return _count("day", ONE_DAY) > FULL


def _take_one(name: str, limit: int) -> bool:
    """Take one of `limit` slots; adding is atomic in every cache, so many at once get no more than that."""
    window = int(timezone.now().timestamp() // WINDOW)
    return any(cache.add(f"concern:{name}:{window}:{slot}", 1, WINDOW) for slot in range(limit))


def _count(name: str, seconds: int) -> int:
    key = f"concern:{name}:{int(timezone.now().timestamp() // seconds)}"
    try:
        cache.add(key, 0, seconds)
        return int(cache.incr(key))
    except Exception as error:  # noqa: BLE001  see may_send
        logger.error("The counter of reports is out of order: %s", type(error).__name__)  # noqa: TRY400  no values
        return 0


def _place(address: str) -> str:
    """A hash of the address under a key of ours and a salt of today that is forgotten tomorrow."""
    salt_key = f"concern:salt:{timezone.localdate():%Y%m%d}"
    cache.add(salt_key, secrets.token_hex(16), ONE_DAY)
    key = bytes.fromhex(settings.BLIND_INDEX_KEY) + str(cache.get(salt_key, "")).encode()
    return hmac.new(key, _network(address).encode(), hashlib.sha256).hexdigest()[:24]


def _network(address: str) -> str:
    """One home has one IPv4 address and 2^64 of IPv6: of those the network counts."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
