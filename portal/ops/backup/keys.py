"""Which keys a backup needs to be read again: their names and fingerprints, never the keys."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from django.conf import settings


def needed() -> dict[str, str]:
    """Each key of this site by name, with a fingerprint of 16 hex digits from which the key cannot be found."""
    named = {f"FIELD_KEYS {key_id}": key for key_id, key in settings.FIELD_KEYS.items()}
    named |= {"BLIND_INDEX_KEY": settings.BLIND_INDEX_KEY, "AUDIT_KEY": settings.AUDIT_KEY}
    return {name: _fingerprint(name, key) for name, key in named.items()}


def missing(wanted: Mapping[str, str]) -> list[str]:
    """The names of the keys that this site's settings lack or have another value for."""
    here = needed()
    return [name for name, fingerprint in wanted.items() if here.get(name) != fingerprint]


def content_name(digest: bytes) -> str:
    """What a file is called in a backup: the same for the same content, and no proof of what it holds."""
    return hmac.new(bytes.fromhex(settings.AUDIT_KEY), b"backup:" + digest, hashlib.sha256).hexdigest()[:40]


def _fingerprint(name: str, key: str) -> str:
    return hmac.new(bytes.fromhex(key), f"fingerprint:{name}".encode(), hashlib.sha256).hexdigest()[:16]
