"""Files encrypted for the holder of a private key: the age format, which the tool `age` opens as well."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import pyrage

CHUNK = 1 << 20


class SealingError(Exception):
    """A key is not one, or does not open the file; the text says what to do."""


def recipients(texts: Iterable[str]) -> list[Any]:
    """Public keys as age writes them (`age1…`). Raises SealingError."""
    try:
        found = [pyrage.x25519.Recipient.from_str(text.strip()) for text in texts if text.strip()]
    except pyrage.RecipientError as error:
        raise SealingError("A backup key must be a public key as age writes it: age1…") from error
    if not found:
        raise SealingError("Set BACKUP_RECIPIENTS to the public key that backups are encrypted for (backup --new-key).")
    return found


def identities(path: Path) -> list[Any]:
    """The private keys in a file: one a line, lines with # are comments. Raises SealingError."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except OSError as error:
        raise SealingError(f"The file with the private key cannot be read: {error.strerror}.") from error
    except (pyrage.IdentityError, UnicodeDecodeError) as error:
        raise SealingError(
            "The file with the private key holds no key as age writes it (AGE-SECRET-KEY-1…)."
        ) from error
    if not found:
        raise SealingError("The file with the private key is empty.")
    return found


def new_identity(path: Path) -> str:
    """Write a new private key that only its owner can read. Returns the public key. Raises SealingError."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        path.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise SealingError(f"{path} cannot be made: {error.strerror}.") from error
    path.write_text(f"# public key: {public}\n{identity}\n", encoding="utf-8")
    return public


def seal(plain: IO[bytes], target: Path, keys: list[Any]) -> None:
    """Write the encrypted file whole or not at all."""
    unfinished = target.with_name(target.name + ".part")
    with unfinished.open("wb") as sealed:
        pyrage.encrypt_io(plain, sealed, keys)
    unfinished.rename(target)


def unseal(sealed: Path, plain: IO[bytes], keys: list[Any]) -> None:
    """Write the plain content. Raises SealingError."""
    try:
        with sealed.open("rb") as source:
            pyrage.decrypt_io(source, plain, keys)
    except pyrage.DecryptError as error:
        raise SealingError(f"{sealed.name} does not open: another private key is needed, or it is damaged.") from error


def digest_of(file: IO[bytes]) -> bytes:
    """SHA-256 of what is left to read."""
    found = hashlib.sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    return found.digest()


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return digest_of(file).hex()
