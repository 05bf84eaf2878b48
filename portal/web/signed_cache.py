"""The cache in the database, each value signed: who can write to the database cannot run code in the site by it.

Django pickles what it caches, and reading a pickle does what the pickle says. Here a row without our signature is
never unpickled: it counts as absent. See docs/decisions on pickled rows.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import pickle
import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connections, router
from django.db.models import DateTimeField, Expression
from django.utils import timezone

# Seconds after which an entry that could not be added was held up by a lock, not by another entry.
HELD = 1
LABEL = b"portal.signed_cache\0"
SIGNATURE = hashlib.sha256().digest_size


class NotWritten(OperationalError):
    """The table could not be written to: whether the entry was there before is not known."""


class SignedDatabaseCache(DatabaseCache):
    """Django's database cache; a row holds a signature over its key and value, and the value."""

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """See BaseCache.get_many; what is forged, damaged or too old is absent, and goes when the table is culled."""
        asked = {self.make_and_validate_key(key, version=version): key for key in keys}
        found = {key: _opened(key, row) for key, row in self._rows(list(asked))} if asked else {}
        return {asked[key]: box[0] for key, box in found.items() if box}

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """See BaseCache.add. Raises NotWritten where Django says False, as if somebody else had added it already.

        Who is told so says that a limit is reached, or a code used, when only a lock was held.
        """
        for _try in range(2):  # what was in the way may be gone when we look
            began = time.monotonic()
            if super().add(key, value, timeout, version):
                return True
            if self.get(key, version=version) is not None:
                return False
            if time.monotonic() - began > HELD:
                break
        raise NotWritten

    def delete_expired(self) -> int:
        """Remove what is too old from the table, where Django leaves it until the table is full. Returns how many."""
        connection = connections[router.db_for_write(self.cache_model_class)]  # type: ignore[attr-defined]  # as below
        table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]
        now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608  our table
            return int(cursor.rowcount)

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        kept: bool = super()._base_set(mode, key, _sealed(key, value), timeout)  # type: ignore[misc]  # not in the stubs
        return kept

    def _rows(self, keys: list[str]) -> list[tuple[str, str]]:
        """The stored text of each of these keys that is not too old."""
        connection = connections[router.db_for_read(self.cache_model_class)]  # type: ignore[attr-defined]  # as above
        field = Expression(output_field=DateTimeField())
        converters = [*connection.ops.get_db_converters(field), *field.get_db_converters(connection)]
        table, places = connection.ops.quote_name(self._table), ", ".join(["%s"] * len(keys))  # type: ignore[attr-defined]
        sql = f"SELECT cache_key, value, expires FROM {table} WHERE cache_key IN ({places})"  # noqa: S608  our table
        with connection.cursor() as cursor:
            cursor.execute(sql, keys)
            rows = cursor.fetchall()
        now, fresh = timezone.now(), []
        for key, text, expires in rows:
            for convert in converters:
                expires = convert(expires, field, connection)  # noqa: PLW2901  as Django does
            if expires >= now:
                fresh.append((key, text))
        return fresh


class _BytesOnly(pickle.Unpickler):
    """Reads the bytes that Django has pickled around ours, and nothing that would have to be looked up."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        """No class and no function. Raises UnpicklingError."""
        raise pickle.UnpicklingError


def _sealed(key: str, value: Any) -> bytes:
    pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _signature(key, pickled) + pickled


def _opened(key: str, text: str) -> tuple[Any] | None:
    """The value in a box, as it may be None; None for what is not ours."""
    try:
        sealed = _BytesOnly(io.BytesIO(base64.b64decode(text))).load()
    except Exception:  # noqa: BLE001  a damaged pickle raises anything
        return None
    if not isinstance(sealed, bytes):
        return None
    signature, pickled = sealed[:SIGNATURE], sealed[SIGNATURE:]
    if not hmac.compare_digest(signature, _signature(key, pickled)):
        return None
    return (pickle.loads(pickled),)  # noqa: S301  signed by this site


def _signature(key: str, pickled: bytes) -> bytes:
    message = LABEL + key.encode() + b"\0" + pickled
    return hmac.digest(bytes.fromhex(settings.BLIND_INDEX_KEY), message, "sha256")
