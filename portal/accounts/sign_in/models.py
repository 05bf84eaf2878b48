"""What is kept about signing in: how often it was tried, and in which browsers somebody is known."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# How long whoever reads the old mailbox can take a change of the address back.
TAKEN_BACK_WITHIN = timedelta(days=7)
# How long a browser is remembered after a code or a second factor was shown in it.
REMEMBERED = timedelta(days=90)


class Counter(models.Model):
    """How often one thing was tried in a stretch of time. The key is a keyed hash: no address stands here."""

    key = models.CharField(max_length=64, primary_key=True)
    began = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)
    open_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"


class DeviceQuerySet(models.QuerySet["Device"]):
    """Devices by time."""

    def remembered(self, now: datetime | None = None) -> DeviceQuerySet:
        """Those in which somebody signed in within ninety days."""
        return self.filter(signed_in_at__gt=(now or timezone.now()) - REMEMBERED)

    def proved(self) -> DeviceQuerySet:
        """Those in which a code or a second factor was shown within ninety days."""
        return self.filter(proved_at__gt=timezone.now() - REMEMBERED)


class Device(models.Model):
    """One browser of one person: the session it has now, and until when it is remembered."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices", verbose_name=_("user"))
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # A hash of what the browser keeps in its cookie; a thief of the database cannot pass for the browser.
    token = models.CharField(max_length=64)
    label = models.CharField(_("browser"), max_length=40, blank=True)
    # Empty when nobody is signed in there now.
    session_key = models.CharField(max_length=40, blank=True)
    first_at = models.DateTimeField(_("first seen"), default=timezone.now)
    signed_in_at = models.DateTimeField(_("signed in"), default=timezone.now)
    last_at = models.DateTimeField(_("last seen"), default=timezone.now)
    proved_at = models.DateTimeField(null=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering: ClassVar = ["-last_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "token"], name="device_once_for_each_person")]

    def __str__(self) -> str:
        return self.label or str(_("Unknown browser"))

    @property
    def until(self) -> datetime:
        """When it is forgotten by itself."""
        return max(self.proved_at or self.signed_in_at, self.signed_in_at) + REMEMBERED


class AddressChange(models.Model):
    """Somebody signs in with another address since then; kept as long as it can be taken back from the old mailbox."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # A hash of what stands in the link that was sent to the old address.
    token = models.CharField(max_length=64, unique=True)
    old_email = models.EmailField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"change {self.pk}"
