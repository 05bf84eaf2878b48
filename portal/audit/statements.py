"""An anchor as it goes to a second place: numbered, with time and site, and signed.

The key of the signature is made from AUDIT_KEY; its public half is for whoever keeps the anchors, so that a false one
is told from ours without asking this machine.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from .anchors import Anchor

BEGIN, END = "-----BEGIN TONGXIN AUDIT ANCHOR-----", "-----END TONGXIN AUDIT ANCHOR-----"
_FIELDS = ("site", "number", "at", "anchor", "signature")
# As it comes back from a mail program: quoted with >, with lines broken.
_SAID = re.compile(
    r"[> \t]*".join([r"(?m:^)[> \t]*site:(?P<site>[^\n]*)\n", *(rf"{name}:(?P<{name}>.*?)\n" for name in _FIELDS[1:])])
    + r"[> \t]*-----END",
    re.DOTALL,
)


class NotAStatement(ValueError):
    """The text holds no whole statement."""


@dataclass(frozen=True)
class Statement:
    """What is said of the log at a moment (ISO 8601), as number so and so of this site."""

    site: str
    number: int
    at: str
    anchor: str
    signature: str = ""

    def __str__(self) -> str:
        lines = [BEGIN, *(f"{name}: {getattr(self, name)}" for name in _FIELDS), END]
        return "\n".join(lines)

    @property
    def is_ours(self) -> bool:
        """Whether it was signed with the key of this site."""
        try:
            _key().public_key().verify(base64.b64decode(self.signature, validate=True), self._signed())
        except (InvalidSignature, binascii.Error):
            return False
        return True

    def _signed(self) -> bytes:
        return "\n".join(f"{name}: {getattr(self, name)}" for name in _FIELDS[:-1]).encode()


def sign(*, site: str, number: int, at: str, anchor: Anchor) -> Statement:
    """The statement with its signature."""
    said = Statement(site, number, at, str(anchor))
    return Statement(site, number, at, str(anchor), base64.b64encode(_key().sign(said._signed())).decode())


def read(text: str) -> Statement:
    """The first statement in a text, such as a whole e-mail. Raises NotAStatement."""
    found = _SAID.search(text.replace("\r\n", "\n"))
    if found is None:
        raise NotAStatement
    said = {name: re.sub(r"[\s>]+", "", found[name]) for name in _FIELDS}
    if not said["number"].isdecimal() or len(said["number"]) > 9:
        raise NotAStatement
    return Statement(said["site"], int(said["number"]), said["at"], said["anchor"], said["signature"])


def public_key() -> str:
    """The public half of the key, in PEM: what openssl and other programs read."""
    kind, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return _key().public_key().public_bytes(kind, form).decode()


def _key() -> Ed25519PrivateKey:
    seed = HKDF(hashes.SHA256(), length=32, salt=None, info=b"tongxin audit anchor")
    return Ed25519PrivateKey.from_private_bytes(seed.derive(bytes.fromhex(settings.AUDIT_KEY)))
