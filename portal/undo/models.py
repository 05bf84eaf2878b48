"""What somebody did and may take back for ten minutes."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Act(models.Model):
    """One act of one person; `detail` holds what its undoing needs: keys and states, never personal data."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(undone_at=None) | Q(undone_at__lt=F("until")), name="act_undone_in_time")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
