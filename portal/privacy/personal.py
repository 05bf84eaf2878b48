"""Every model says which of its fields are personal data; a test walks the models and checks."""

from enum import StrEnum
from typing import ClassVar

from django.db import models


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
