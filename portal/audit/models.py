"""The append-only audit log: a chain in which each event's keyed hash covers the one before."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditHead(models.Model):
    """The end of the chain: one row, locked while an event is appended."""

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("audit log")
        verbose_name_plural = _("audit logs")

    def __str__(self) -> str:
        return str(self.sequence)


class AuditEvent(models.Model):
    """Someone did or looked at something. `detail` holds field names and codes, never personal values."""

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(_("action"), max_length=60, db_index=True)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    area_path = models.CharField(max_length=12, db_index=True)
    detail = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-sequence"]
        indexes: ClassVar = [models.Index(fields=["target_type", "target_id"], name="audit_by_target")]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"
