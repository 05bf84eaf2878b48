"""The outbox: a message is a row written in the business transaction, sent later by a worker."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import EncryptedTextField
from portal.privacy.personal import PersonalData, Sensitivity


class Channel(models.TextChoices):
    """How a message reaches someone."""

    IN_SITE = "in_site", _("In this site")
    EMAIL = "email", _("Email")


class MessageState(models.TextChoices):
    """Where a message stands."""

    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    LAPSED = "lapsed", _("No longer theirs")


class Message(models.Model):
    """One message to one user over one channel. `context` holds codes and dates, never a child's name.

    An urgent one has a queue of its own. Nothing is shown or sent before `not_before`. One that could not be sent
    because the mail server was away is `hindered`: it is taken up again when the server answers. `circle` says whom it
    concerns when it is sent (portal.notify.circles); empty: the recipient, as a person.
    """

    key = models.CharField(max_length=120, unique=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    template = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    circle = models.CharField(max_length=60, blank=True, default="")
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.QUEUED, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True)
    hindered = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.template} → {self.recipient_id}"

    @property
    def about(self) -> str:
        """What it is about, for those who run the site: `volunteer`, and never that somebody was not accepted."""
        return self.template.partition("_")[0]


class SealedLetter(PersonalData):
    """An e-mail that no template is kept for, such as a sign-in code: encrypted, and removed when sent or out of date.

    One without an address is a decoy: a page works as long for an address nobody has as for one that somebody has.
    """

    sensitive_fields: ClassVar = {"sealed": Sensitivity.CONTACT}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sealed = EncryptedTextField()
    urgent = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.uuid)


class Line(models.Model):
    """Whether the mail server answered when a queue last asked it."""

    queue = models.CharField(max_length=20, unique=True)
    answered_at = models.DateTimeField(null=True)
    away_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.queue
