"""Writing every encrypted value again with the current key: in batches, resumable, the same twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction

from portal.registry import Registry

from . import crypto
from .fields import EncryptedTextField, Token

BATCH = 500
NAMED = 100


@dataclass
class Rotation:
    """What one run did. `unreadable` names the first hundred as `app.model.field uuid`."""

    rows: int = 0
    rewritten: int = 0
    reindexed: int = 0
    unreadable_count: int = 0
    unreadable: list[str] = field(default_factory=list)

    def not_readable(self, name: str) -> None:
        """Count a value that no key opens; it stays as it is."""
        self.unreadable_count += 1
        if len(self.unreadable) < NAMED:
            self.unreadable.append(name)


# How apps rewrite encrypted values that they keep outside EncryptedTextField.
ELSEWHERE: Registry[Callable[[Rotation], None]] = Registry()


def rotate_elsewhere(result: Rotation) -> None:
    """Rewrite what the apps keep outside encrypted fields."""
    for rotate_others in ELSEWHERE:
        rotate_others(result)


def encrypted_models() -> Iterator[type[models.Model]]:
    """Every model that has encrypted fields of its own."""
    for model in apps.get_models():
        if not model._meta.proxy and fields_of(model):
            yield model


def fields_of(model: type[models.Model]) -> list[EncryptedTextField]:
    """The encrypted fields of a model's own table."""
    return [field for field in model._meta.local_fields if isinstance(field, EncryptedTextField)]


def rotate(model: type[models.Model], result: Rotation, *, blind_indexes: bool = False) -> None:
    """Rewrite one model's values, a locked batch at a time; what the current key already wrote is skipped.

    `blind_indexes` also computes every index again, after BLIND_INDEX_KEY was changed.
    """
    last: Any = None
    while True:
        with transaction.atomic():
            rows = _batch(model, last)
            for row in rows:
                _rotate_row(model, row, result, blind_indexes)
        if not rows:
            return
        last = rows[-1]["pk"]


def _batch(model: type[models.Model], last: Any) -> list[dict[str, Any]]:
    """The next rows by key, tokens and indexes only; nothing is decrypted by reading them."""
    fields = fields_of(model)
    names = [field.name for field in fields] + [field.index_field for field in fields if field.index_field]
    rows = model._base_manager.select_for_update(no_key=True).order_by("pk")
    if last is not None:
        rows = rows.filter(pk__gt=last)
    return list(rows.values("pk", "uuid", *names)[:BATCH])


def _rotate_row(model: type[models.Model], row: dict[str, Any], result: Rotation, blind_indexes: bool) -> None:
    changes: dict[str, Any] = {}
    result.rows += 1
    for column in fields_of(model):
        token = row[column.name]
        indexed = blind_indexes and bool(column.index_field)
        stale = bool(token) and crypto.key_id_of(token) != crypto.current_key_id()
        if not token or not (stale or indexed):
            continue
        context = column.context_of(row["uuid"])
        try:
            raw = crypto.decrypt_bytes(token, context)
        except crypto.Unreadable:
            result.not_readable(f"{column.label} {row['uuid']}")
            continue
        if stale:
            changes[column.name] = Token(crypto.encrypt_bytes(raw, context))
            result.rewritten += 1
        if indexed and row[column.index_field] != column.index_of(raw.decode()):
            changes[column.index_field] = column.index_of(raw.decode())
            result.reindexed += 1
    if changes:
        model._base_manager.filter(pk=row["pk"]).update(**changes)
