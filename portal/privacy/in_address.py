"""What travels in an address from page to page: sealed, so that nobody reads or changes it there."""

from __future__ import annotations

from . import crypto

_TO_ADDRESS = str.maketrans("+/", "-_")
_FROM_ADDRESS = str.maketrans("-_", "+/")


def seal(text: str, context: bytes) -> str:
    """Letters, digits, `-`, `_` and one `.`; never twice the same. `context` must be given again to open it."""
    _version, key_id, body = crypto.encrypt(text, context).split(":", 2)
    return f"{key_id}.{body.rstrip('=').translate(_TO_ADDRESS)}"


def unseal(sealed: str, context: bytes) -> str:
    """What was sealed. Raises Unreadable for anything else."""
    key_id, _dot, body = sealed.rpartition(".")
    body = body.translate(_FROM_ADDRESS)
    return crypto.decrypt(f"{crypto.VERSION}:{key_id}:{body}{'=' * (-len(body) % 4)}", context)
