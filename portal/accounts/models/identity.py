"""By what two accounts of one person are known, and what says that a shared telephone is not one person."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import EncryptedTextField, blind_index_field
from portal.privacy.personal import PersonalData, Sensitivity

from ..enums import Capability, Mark


class StaffIdentity(PersonalData):
    """The ID number or the telephone of somebody who is appointed; entered by colleagues, shown to nobody.

    A row is never changed: a new number is a new row, and what was once on file goes on being compared.
    """

    sensitive_fields: ClassVar[dict[str, Sensitivity]] = {
        "id_number": Sensitivity.MASKED,
        "phone": Sensitivity.CONTACT,
    }
    # It lies in no area, so that `reveal` refuses everybody: it is compared, never read.
    reveal_capability = Capability.READ_AUDIT

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="identities")
    id_number = EncryptedTextField(_("ID number"), index_field="id_number_index", blank=True, default="")
    id_number_index = blind_index_field(default="")
    phone = EncryptedTextField(_("mobile phone"), index_field="phone_index", blank=True, default="")
    phone_index = blind_index_field(default="")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("identity on file")
        constraints = [
            models.CheckConstraint(condition=~Q(id_number_index="", phone_index=""), name="identity_says_something"),
            models.CheckConstraint(condition=~Q(entered_by=F("user")), name="identity_entered_by_somebody_else"),
        ]

    def __str__(self) -> str:
        return str(_("identity of %(user)s") % {"user": self.user_id})


class ContactApart(PersonalData):
    """A third person's word that two accounts which share a telephone or mailbox are two people."""

    sensitive_fields: ClassVar[dict[str, Sensitivity]] = {"reason": Sensitivity.CONTACT}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The lower key first, so that one pair has one row.
    one = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mark = models.CharField(max_length=10, choices=Mark.choices)
    value_index = models.CharField(max_length=32)
    reason = EncryptedTextField(_("why they are two people"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("two people with one telephone or mailbox")
        constraints = [
            models.UniqueConstraint(fields=["one", "other", "mark", "value_index"], name="contact_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="contact_apart_lower_key_first"),
            models.CheckConstraint(
                condition=~Q(by=F("one")) & ~Q(by=F("other")), name="contact_apart_said_by_a_third_person"
            ),
            # A shared ID number is always one person.
            models.CheckConstraint(condition=~Q(mark="id_number"), name="contact_apart_never_by_id_number"),
        ]

    def __str__(self) -> str:
        return f"{self.get_mark_display()}: {self.one_id}, {self.other_id}"
