"""Who takes part in a session: a volunteer's duty, a child's enrolment."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from children.ledger.models import Child
from portal.privacy.fields import EncryptedTextField
from portal.privacy.masking import mask_name
from portal.privacy.personal import PersonalData, Sensitivity
from volunteers.application.models import Volunteer

from ..enums import LIVE, Beyond, Outcome, SeatState
from .scoping import AtPlace
from .session import Session


class Seat(AtPlace, PersonalData):
    """One person's place in one session, confirmed or waiting. After withdrawing, a new one is a new row."""

    place_lookup = "session__place"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="%(class)ss")
    state = models.CharField(_("state"), max_length=16, choices=SeatState.choices)
    # Came without having signed up; `beyond`, why although there was no place: such a seat is not counted.
    walk_in = models.BooleanField(default=False, editable=False)
    beyond = models.CharField(max_length=12, choices=Beyond.choices, blank=True, editable=False)
    outcome = models.CharField(_("attendance"), max_length=8, choices=Outcome.choices, default=Outcome.UNKNOWN)
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    offered_until = models.DateTimeField(null=True, editable=False)
    # Whoever lets one offer run out keeps the place in line; not a second time.
    offers_lost = models.PositiveSmallIntegerField(default=0, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField(null=True, editable=False)

    class Meta(AtPlace.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.uuid)[:8]


def _seat_constraints(person: str, name: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=["session", person], condition=Q(state__in=LIVE), name=f"{name}_live_once_per_session"
        ),
        models.CheckConstraint(
            condition=~Q(state=SeatState.OFFERED) | Q(offered_until__isnull=False), name=f"{name}_offer_has_an_end"
        ),
        models.CheckConstraint(condition=Q(beyond="") | Q(walk_in=True), name=f"{name}_only_walk_ins_go_beyond"),
    ]


class Duty(Seat):
    """A volunteer's place in a session."""

    sensitive_fields: ClassVar = {}

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="+")

    class Meta(Seat.Meta):
        ordering = ["requested_at", "pk"]
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = _seat_constraints("volunteer", "duty")

    @property
    def helper(self) -> str:
        """How colleagues and centre managers tell volunteers apart: the name shown, else the surname."""
        return self.volunteer.user.display_name or mask_name(self.volunteer.real_name) or self.volunteer.number


class Enrolment(Seat):
    """A child's place in a session."""

    sensitive_fields: ClassVar = {"collected_by": Sensitivity.CONTACT}

    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    collected_by = EncryptedTextField(_("who collects the child"), blank=True)
    # Brothers and sisters who want to be together: all have a place, or all wait.
    together = models.UUIDField(null=True, editable=False)
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta(Seat.Meta):
        ordering = ["requested_at", "pk"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = _seat_constraints("child", "enrolment")
