"""Every model says which of its fields are personal data; a test walks the models and checks."""

from enum import StrEnum
from typing import Any, ClassVar

from django.db import models

from .fields import EncryptedTextField


class Sensitivity(StrEnum):
    """How a field is treated."""

    CONTACT = "contact"  # full name, phone, address: shown to those in scope, encrypted at rest
    MASKED = "masked"  # ID number, health: masked; revealing asks for a reason and is logged
    PLAIN = "plain"  # personal but needed for lists and filters: band, township, state


class PersonalData(models.Model):
    """A record about a person. `sensitive_fields` names each personal field and how it is treated."""

    sensitive_fields: ClassVar[dict[str, Sensitivity]]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An encrypted field that is saved alone takes its blind index with it."""
        chosen = kwargs.get("update_fields")
        if chosen is not None:
            kwargs["update_fields"] = {*chosen, *self._indexes_of(set(chosen))}
        super().save(*args, **kwargs)

    def _indexes_of(self, chosen: set[str]) -> set[str]:
        fields = (field for field in self._meta.concrete_fields if isinstance(field, EncryptedTextField))
        return {field.index_field for field in fields if field.index_field and field.name in chosen}
