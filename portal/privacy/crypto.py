"""AES-256-GCM for single values, bound to the row they belong to; HMAC for looking one up."""

import base64
import functools
import hashlib
import hmac
import os
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = "v1"
NONCE_BYTES = 12


class Unreadable(ValueError):
    """A stored value that cannot be decrypted: damaged, moved between rows, or its key is gone."""


@functools.cache
def _cipher(material: str) -> AESGCM:
    return AESGCM(bytes.fromhex(material))


def current_key_id() -> str:
    """The id of the key new values are written with: the first in FIELD_KEYS."""
    return next(iter(settings.FIELD_KEYS))


def encrypt(text: str, context: bytes) -> str:
    """A token `v1:<key id>:<base64>`. `context` (model, field, record UUID) must be given again to read it."""
    return encrypt_bytes(text.encode(), context)


def encrypt_bytes(raw: bytes, context: bytes) -> str:
    """The same for what is no text."""
    key_id, nonce = current_key_id(), os.urandom(NONCE_BYTES)
    sealed = _cipher(settings.FIELD_KEYS[key_id]).encrypt(nonce, raw, context)
    return f"{VERSION}:{key_id}:{base64.b64encode(nonce + sealed).decode('ascii')}"


def decrypt(token: str, context: bytes) -> str:
    """The text of a token. Raises Unreadable."""
    try:
        return decrypt_bytes(token, context).decode()
    except UnicodeDecodeError as error:
        raise Unreadable("no text") from error


def decrypt_bytes(token: str, context: bytes) -> bytes:
    """What a token holds, text or not. Raises Unreadable."""
    try:
        version, key_id, body = token.split(":", 2)
        raw = base64.b64decode(body, validate=True)
        if version != VERSION:
            raise Unreadable("unknown version")
        return _cipher(settings.FIELD_KEYS[key_id]).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context)
    except (ValueError, KeyError, InvalidTag) as error:
        raise Unreadable("cannot be decrypted") from error


def key_id_of(token: str) -> str:
    """The id of the key a token was written with; empty when it is no token."""
    parts = token.split(":", 2)
    return parts[1] if len(parts) == 3 and parts[0] == VERSION else ""


def normalise(text: str) -> str:
    """One form for comparing: NFKC, no white space, hyphens or invisible characters, upper case."""
    kept = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return "".join("".join(kept).split()).replace("-", "").upper()


def blind_index(text: str, label: str) -> str:
    """A keyed digest (32 hex digits) by which an encrypted value can be found but not read."""
    message = f"{label}\0{normalise(text)}".encode()
    return hmac.new(bytes.fromhex(settings.BLIND_INDEX_KEY), message, hashlib.sha256).hexdigest()[:32]
