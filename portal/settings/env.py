"""Reading settings from the environment: typed, with `_FILE` secrets, failing in one clear line."""

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_MISSING = object()
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


def _read(name: str) -> str | None:
    """The value of `name`, or the content of the file that `name`_FILE points at; set but empty counts as not set."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name) or None
    if os.environ.get(name):
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error.strerror}.") from error


def text(name: str, default: str | object = _MISSING) -> str:
    """A text setting. Raises ImproperlyConfigured when it is missing and has no default."""
    value = _read(name)
    if value is not None:
        return value
    if default is _MISSING:
        raise ImproperlyConfigured(f"Set the environment variable {name} (or {name}_FILE).")
    return str(default)


def flag(name: str, default: bool | object = _MISSING) -> bool:
    """A yes/no setting: 1/true/yes/on or 0/false/no/off."""
    value = text(name, default).strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def one_of(name: str, words: set[str], default: str) -> str:
    """One of a few words, exactly as written."""
    value = text(name, default).strip()
    if value not in words:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(sorted(words))}, not {value!r}.")
    return value


def integer(name: str, default: int | object = _MISSING) -> int:
    """A whole-number setting."""
    value = text(name, default)
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def items(name: str, default: str | object = _MISSING) -> list[str]:
    """A list, separated by commas or, in a file, by lines; empty entries are dropped."""
    return [item.strip() for item in re.split(r"[,\n]", text(name, default)) if item.strip()]


def keys(name: str, default: str | object = _MISSING) -> dict[str, str]:
    """Keys by id, `id:hex,id:hex`, the current one first; each 32 bytes long."""
    result: dict[str, str] = {}
    for item in items(name, default):
        key_id, _, material = item.rpartition(":")
        if not key_id or key_id in result:
            raise ImproperlyConfigured(f"{name} must be written id:hex,id:hex with a different id for each key.")
        result[key_id] = hex_key(name, material)
    if not result:
        raise ImproperlyConfigured(f"{name} needs at least one key, written id:hex.")
    return result


def hex_key(name: str, material: str) -> str:
    """Check that `material` is 32 bytes in hexadecimal; `name` is only for the message."""
    if re.fullmatch(r"[0-9A-Fa-f]{64}", material):
        return material
    # The value itself must not be printed.
    raise ImproperlyConfigured(f"{name} must hold 32 bytes written as 64 hexadecimal digits.")
