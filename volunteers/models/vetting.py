"""What was checked about a volunteer: the outcome, never the record it comes from."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import EncryptedTextField
from portal.privacy.personal import PersonalData, Sensitivity

from ..enums import VettingKind, VettingOutcome
from .volunteer import Volunteer


class VettingStep(PersonalData):
    """One check with its outcome. Valid through `valid_until`; a repeat is a new row."""

    sensitive_fields: ClassVar = {"note": Sensitivity.CONTACT}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="vetting")
    kind = models.CharField(_("check"), max_length=16, choices=VettingKind.choices)
    outcome = models.CharField(_("outcome"), max_length=12, choices=VettingOutcome.choices)
    done_on = models.DateField(_("done on"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = EncryptedTextField(_("note"), blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=VettingKind.RECORD_CHECK) | Q(valid_until__isnull=False),
                name="vetting_record_check_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("done_on")),
                name="vetting_ends_after_it_was_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.done_on}"
