"""A model field that is plain text in Python and a token in the database."""

from __future__ import annotations

from typing import Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from . import crypto


class Token(str):
    """A value as it stands in the database; decrypted only when the attribute is read."""

    __slots__ = ()


class UnreadableText(str):
    """Shown in place of a damaged value, so that one bad cell breaks no page.

    It remembers the token and what it was bound to: saving the record keeps the token for whoever repairs it.
    """

    __slots__ = ("context", "token")
    context: bytes
    token: str

    def __new__(cls, text: str = "⚠", token: str = "", context: bytes = b"") -> UnreadableText:
        """`text` is what is shown."""
        self = super().__new__(cls, text)
        self.token, self.context = token, context
        return self


def is_unreadable(value: object) -> bool:
    """Whether a value read from an encrypted field stands for a damaged one."""
    return isinstance(value, UnreadableText)


class DecryptingAttribute(DeferredAttribute):
    """Decrypts on access and keeps the token, so that saving an untouched value writes the same token."""

    field: EncryptedTextField

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Token):
            return value
        context = self.field.context_for(instance)
        try:
            return self.field.opened(value, context)
        except crypto.Unreadable:
            return UnreadableText(token=value, context=context)

    def __set__(self, instance: models.Model, value: Any) -> None:
        # Without this Python would find the token in the instance's dictionary and never ask __get__.
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """Text encrypted with AES-256-GCM; the model's `uuid`, the model and the field are authenticated with it.

    `index_field` names a sibling `blind_index_field()`; lookups other than `isnull` raise. `values()` and
    sorting see the ciphertext.
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

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Also: the record has a `uuid` to bind to, and the blind index is a field made for it."""
        errors = super().check(**kwargs)
        names = {field.name: field for field in self.model._meta.get_fields()}
        if not isinstance(names.get("uuid"), models.UUIDField):
            errors.append(checks.Error("Encrypted fields need a `uuid` on the model.", obj=self, id="privacy.E001"))
        if self.index_field and not isinstance(names.get(self.index_field), BlindIndexField):
            errors.append(checks.Error("index_field must be a blind_index_field().", obj=self, id="privacy.E002"))
        return errors

    @property
    def label(self) -> str:
        """`app.model.field`: separates this field's values and indexes from every other's."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def context_for(self, instance: models.Model) -> bytes:
        """What the ciphertext is bound to."""
        return self.context_of(instance.uuid)  # type: ignore[attr-defined]  # each such model has one

    def context_of(self, record: object) -> bytes:
        """What the ciphertext in the row with this UUID is bound to."""
        return f"{self.label}:{record}".encode()

    def index_of(self, text: str) -> str:
        """The blind index under which `text` is found; empty for an empty value."""
        return crypto.blind_index(text, self.label) if text else ""

    def opened(self, token: str, context: bytes) -> Any:
        """The value of a token, as Python has it. Raises crypto.Unreadable."""
        return crypto.decrypt(token, context)

    def sealed(self, value: Any, context: bytes) -> Token:
        """The token of a value."""
        return Token(crypto.encrypt(str(value), context))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """See Field.from_db_value."""
        return Token(value) if value else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """Encrypt what was set since loading; an untouched token, damaged or not, is written back as it is."""
        raw, context = instance.__dict__.get(self.attname), self.context_for(instance)
        if not raw:
            return raw
        if isinstance(raw, UnreadableText):
            return self._kept(raw, context)
        if isinstance(raw, Token):
            return self._in_place(raw, context) if add else raw
        if hasattr(raw, "resolve_expression"):
            raise FieldError(f"{self.label} is encrypted: the database cannot compute it.")
        return self.sealed(raw, context)

    def _kept(self, value: UnreadableText, context: bytes) -> Token:
        if value.context != context:
            raise FieldError(f"{self.label}: an unreadable value of another record or field cannot be saved here.")
        return Token(value.token)

    def _in_place(self, token: Token, context: bytes) -> Token:
        """A new row that holds a token was copied from another; under its own UUID it could never be read."""
        try:
            crypto.decrypt_bytes(token, context)
        except crypto.Unreadable as error:
            raise FieldError(
                f"{self.label}: set the values of a copy one by one; a token stays with its row."
            ) from error
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
        if isinstance(raw, UnreadableText):
            return raw.token
        return raw if isinstance(raw, Token) or not raw else self.sealed(raw, self.context_for(obj))


class EncryptedBytesField(EncryptedTextField):
    """What is no text, a photo say, encrypted the same way: bytes in Python, a token in the database.

    A damaged value reads as `UnreadableText`; ask `is_unreadable` before it is used as bytes.
    """

    _pyi_private_set_type: bytes  # type: ignore[assignment]  # what the stubs say a field takes: here no text
    _pyi_private_get_type: Any

    def opened(self, token: str, context: bytes) -> bytes:
        """See EncryptedTextField."""
        return crypto.decrypt_bytes(token, context)

    def sealed(self, value: Any, context: bytes) -> Token:
        """See EncryptedTextField."""
        return Token(crypto.encrypt_bytes(bytes(value), context))


class BlindIndexField(models.CharField):  # type: ignore[type-arg]  # generic only in the stubs
    """The keyed digest of the encrypted field that names this one as its `index_field`, written with it."""

    def deconstruct(self) -> Any:
        """In migrations an ordinary text column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    @property
    def source(self) -> EncryptedTextField:
        """The field that is looked up here. Raises FieldDoesNotExist."""
        for field in self.model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField) and field.index_field == self.name:
                return field
        raise FieldDoesNotExist(f"No encrypted field names {self.name} as its index_field.")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Follow a value that was set; a loaded, deferred or unreadable one keeps its index."""
        source, values = self.source, model_instance.__dict__
        raw = values.get(source.attname)
        if source.attname in values and not isinstance(raw, (Token, UnreadableText)):
            setattr(model_instance, self.attname, source.index_of(str(raw or "")))
        return super().pre_save(model_instance, add)


def blind_index_field(**options: Any) -> BlindIndexField:
    """The sibling column of an encrypted field that is looked up."""
    return BlindIndexField(max_length=32, blank=True, editable=False, db_index=True, **options)
