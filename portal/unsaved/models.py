"""What somebody had typed when their session ended."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.privacy.fields import EncryptedTextField
from portal.privacy.personal import PersonalData, Sensitivity

KEPT_FOR = timedelta(hours=1)


class UnsavedQuerySet(models.QuerySet["Unsaved"]):
    """What was typed, by time: what is older than an hour is there for nobody, removed or not."""

    def kept(self, now: datetime | None = None) -> UnsavedQuerySet:
        """What may still be given back."""
        return self.filter(kept_at__gt=(now or timezone.now()) - KEPT_FOR)


class Unsaved(PersonalData):
    """The fields of one form, sealed, for the account to which its page was given; nobody else is ever given them."""

    sensitive_fields = {"words": Sensitivity.CONTACT}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # A keyed digest of the page's address, which may hold what somebody looked for.
    page = models.CharField(max_length=32)
    # The address, where the form is sent to, and its fields, as JSON.
    words = EncryptedTextField()
    kept_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = UnsavedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "page"], name="unsaved_once_for_each_page")]

    def __str__(self) -> str:
        return f"unsaved {self.pk}"
