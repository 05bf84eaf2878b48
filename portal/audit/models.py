"""The append-only audit log: strands of events in which each keyed hash covers the one before."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.areas import ordered


class AuditHead(models.Model):
    """The end of one strand: locked by whoever appends to it; who finds it locked takes another or makes one.

    `links` is how many events hang on it. `seen` is what its events have seen of the other strands, as
    `strand:link` pairs.
    """

    links = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    seen = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("audit log")
        verbose_name_plural = _("audit logs")

    def __str__(self) -> str:
        return f"{self.pk}.{self.links}"


class AuditEvent(models.Model):
    """Someone did or looked at something. `detail` holds field names and codes, never personal values.

    `sequence` names an event and grows, with gaps; `link` is its place in its strand, without any.
    `seen` names what it saw for the first time of other strands: its digest covers that too.
    """

    sequence = models.BigAutoField(primary_key=True)
    strand = models.BigIntegerField(default=1)
    link = models.BigIntegerField()
    seen = models.TextField(blank=True, default="")
    at = models.DateTimeField(_("at"))
    # Its index is `audit_by_actor`.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    action = models.CharField(_("action"), max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    area_path = models.CharField(max_length=12, db_index=True)
    detail = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strand", "link"], name="audit_event_once_in_its_strand")
        ]
        # Each filter of the desk in the order of the page, so that a page is read and not searched for.
        indexes: ClassVar = [
            models.Index(fields=["target_id", "sequence"], name="audit_by_record"),
            models.Index(fields=["actor", "sequence"], name="audit_by_actor"),
            models.Index(fields=["action", "sequence"], name="audit_by_action"),
            models.Index(fields=["at"], name="audit_by_day"),
            # Whoever audits one county among many reads past no other's events.
            *ordered.indexes("audit_by_area", "-sequence"),
        ]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"


class AuditCheck(models.Model):
    """What the daily look at the whole log found: `broken_at` and `problem` are empty where it is intact.

    `unprotected` names the guards of the database that were missing. The newest row counts.
    """

    at = models.DateTimeField()
    events = models.BigIntegerField()
    broken_at = models.CharField(max_length=60, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    unprotected = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.broken_at or self.events}"

    @property
    def is_fine(self) -> bool:
        """Whether the log was as it was written, and nothing of its protection was missing."""
        return not (self.problem or self.unprotected)


class SentAnchor(models.Model):
    """An anchor that was sent to the second place, numbered without gaps: whoever keeps them there misses one."""

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    statement = models.TextField()
    receivers = models.PositiveSmallIntegerField(default=0)
    # When the receiver at TONGXIN_ANCHOR_WEBHOOK took it.
    posted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return str(self.number)
