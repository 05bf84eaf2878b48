"""Service hours: credits that never overlap, and their corrections."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.personal import PersonalData
from volunteers.application.models import Volunteer

from ..enums import HoursKind
from .scoping import AtPlace
from .seat import Duty


class HoursEntry(AtPlace, PersonalData):
    """Minutes credited for a duty; a correction is a new row that adds or takes away minutes, with or without a credit.

    A volunteer's total is the sum of `minutes` over both kinds. A session that another one interrupts is credited in
    pieces.
    """

    place_lookup = "duty__session__place"
    sensitive_fields: ClassVar = {}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="+")
    # Kept beside the volunteer so that the database can refuse self-verification.
    volunteer_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="hours")
    kind = models.CharField(_("kind"), max_length=10, choices=HoursKind.choices, default=HoursKind.CREDIT)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"))
    minutes = models.SmallIntegerField(_("minutes"))
    reason = models.CharField(_("why"), max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)

    class Meta(AtPlace.Meta):
        ordering = ["-starts", "pk"]
        verbose_name = _("hours entry")
        verbose_name_plural = _("hours entries")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="hours_end_after_they_start"),
            models.CheckConstraint(
                condition=Q(kind=HoursKind.CREDIT, corrects=None, minutes__gt=0)
                | Q(kind=HoursKind.CORRECTION) & ~Q(minutes=0),
                name="hours_credit_or_correction",
            ),
            models.CheckConstraint(
                condition=Q(kind=HoursKind.CREDIT) | ~Q(reason=""), name="hours_corrected_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_at=None)
                | Q(verified_by__isnull=False, verified_at__isnull=False) & ~Q(verified_by=F("volunteer_user")),
                name="hours_verified_by_someone_else",
            ),
            models.UniqueConstraint(
                fields=["duty", "starts"], condition=Q(kind=HoursKind.CREDIT), name="hours_credited_once_from_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min"
