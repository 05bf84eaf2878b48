"""What the worker does for signing in."""

from .sign_in.address import forget_old_addresses
from .sign_in.devices import forget_old_devices
from .sign_in.limits import forget_old_counts


def forget_old() -> int:
    """Every hour: counts, former addresses and browsers that are too old. Returns how many rows."""
    return forget_old_counts() + forget_old_devices() + forget_old_addresses()
