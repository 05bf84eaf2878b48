"""A model field that is plain text in Python and a token in the database."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from . import crypto


class Token(str):
    """A value as it stands in the database; decrypted only when the attribute is read."""

    __slots__ = ()


class UnreadableText(str):
    """Stands for a damaged value, so that one bad cell breaks no page."""

    __slots__ = ()


UNREADABLE = UnreadableText("⚠")


class DecryptingAttribute(DeferredAttribute):
    """Decrypts on access and keeps the token, so that saving an untouched value writes the same token."""

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Token):
            return value
        try:
            return crypto.decrypt(value, self.field.context_for(instance))  # type: ignore[attr-defined]  # EncryptedTextField
        except crypto.Unreadable:
            return UNREADABLE


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """Text encrypted with AES-256-GCM; the model's `uuid`, the model and the field are authenticated with it.

    `index_field` names a sibling CharField that holds the blind index; lookups other than `isnull` raise.
    """

    descriptor_class = DecryptingAttribute

    def __init__(self, *args: Any, index_field: str = "", **kwargs: Any) -> None:
        self.index_field = index_field
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """See Field.deconstruct."""
        name, path, args, kwargs = super().deconstruct()
        if self.index_field:
            kwargs["index_field"] = self.index_field
        return name, path, args, kwargs

    @property
    def label(self) -> str:
        """`app.model.field`: separates this field's values and indexes from every other's."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def context_for(self, instance: models.Model) -> bytes:
        """What the ciphertext is bound to."""
        return f"{self.label}:{instance.uuid}".encode()  # type: ignore[attr-defined]  # each such model has one

    def index_of(self, text: str) -> str:
        """The blind index under which `text` is found; empty for an empty value."""
        return crypto.blind_index(text, self.label) if text else ""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """See Field.from_db_value."""
        return Token(value) if value else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """Encrypt what was set since loading; an untouched token, damaged or not, is written back as it is."""
        raw = instance.__dict__.get(self.attname)
        if isinstance(raw, UnreadableText):
            raise FieldError(f"{self.label}: an unreadable value cannot be saved; set a new one.")
        if isinstance(raw, Token) or not raw:
            token = raw
        else:
            token = Token(crypto.encrypt(str(raw), self.context_for(instance)))
        if self.index_field and not isinstance(raw, Token):
            setattr(instance, self.index_field, self.index_of(str(raw or "")))
        return token

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Refuse plain text that did not come through `pre_save` (as `update()` would send it)."""
        if value and not isinstance(value, Token):
            raise FieldError(f"{self.label} is encrypted: set it on an instance and save that.")
        return super().get_db_prep_save(value, connection)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: anything else would compare ciphertext."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.label} is encrypted; look it up by its blind index.")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> Any:
        """In dumps and revisions: the ciphertext."""
        raw = obj.__dict__.get(self.attname)
        return raw if isinstance(raw, Token) or not raw else crypto.encrypt(str(raw), self.context_for(obj))


def blind_index_field(**options: Any) -> models.CharField[str, str]:
    """The sibling column of an encrypted field that is looked up."""
    return models.CharField(max_length=32, blank=True, editable=False, db_index=True, **options)
