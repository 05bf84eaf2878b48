"""A child and a volunteer brought together: every spell is a row of its own, so the history is kept."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from children.ledger.models import Child
from portal.accounts.enums import Capability
from portal.areas import ordered
from portal.areas.scoping import ScopedModel
from portal.privacy.fields import EncryptedTextField
from portal.privacy.personal import PersonalData, Sensitivity

from ...application.enums import ServiceType
from ...application.models.volunteer import NO_CHECK, Volunteer
from ..enums import LIVE, Answer, ConsentWay, DeclineReason, EndReason, PairingState, PauseReason
from .constraints import CONSTRAINTS


def _staff(name: Any) -> models.ForeignKey:  # type: ignore[type-arg]  # generic only in the stubs
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


class CheckEndField(models.DateField):  # type: ignore[type-arg]  # generic only in the stubs
    """The end of the volunteer's record check: a new pairing takes it over, `domain.spell.check_recorded` keeps it."""

    def pre_save(self, model_instance: models.Model, add: bool) -> date:
        """See Field.pre_save; called for each row of `bulk_create` too."""
        pairing: Any = model_instance
        if add:
            pairing.cleared_until = pairing.volunteer.cleared_until
        found: date = pairing.cleared_until
        return found

    def deconstruct(self) -> Any:
        """In migrations an ordinary day."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs


class Pairing(ScopedModel, PersonalData):
    """One spell of a child and a volunteer. `area` is always the child's."""

    scope_capability = Capability.PROPOSE_PAIRING
    sensitive_fields: ClassVar = {
        "consent_name": Sensitivity.CONTACT,
        "heard_words": Sensitivity.CONTACT,
        "note": Sensitivity.CONTACT,
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", verbose_name=_("child"))
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="+", verbose_name=_("volunteer"))
    state = models.CharField(
        _("state"), max_length=12, choices=PairingState.choices, default=PairingState.PROPOSED, db_index=True
    )
    # For the list of those whose volunteer may not visit; what opens a child's page asks the check itself.
    cleared_until = CheckEndField(default=NO_CHECK, editable=False)
    # Since when it waits where it stands.
    state_changed_at = models.DateTimeField(default=timezone.now, editable=False)
    services = models.JSONField(_("what the volunteer does for the child"), default=list)
    is_primary = models.BooleanField(_("caring parent"), default=False)

    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)

    # The last time the guardian was asked: what was answered, when, how, by whom.
    guardian_answer = models.CharField(_("the guardian's answer"), max_length=8, choices=Answer.choices, blank=True)
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    consent_way = models.CharField(_("how"), max_length=12, choices=ConsentWay.choices, blank=True)
    consent_name = EncryptedTextField(_("who agreed"), blank=True)
    consent_recorded_by = _staff(_("recorded by"))

    # The last time the child was asked; blank beside `heard_on`: heard before the answer had a field of its own.
    child_answer = models.CharField(_("the child's answer"), max_length=8, choices=Answer.choices, blank=True)
    heard_on = models.DateField(_("heard on"), null=True, blank=True)
    heard_by = _staff(_("heard by"))
    heard_words = EncryptedTextField(_("what the child said"), blank=True)

    approved_by = _staff(_("approved by"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    # Who looks after the two: named by somebody, and each says whether they take it on.
    supervisor = _staff(_("supervisor"))
    supervisor_answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    deputy = _staff(_("deputy"))
    deputy_answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    asked_by = _staff(_("asked by"))
    asked_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    # Whether nobody holds one of the posts: kept for the list by `domain.vacancies`.
    vacant = models.BooleanField(default=False, editable=False)
    # False: named before they were asked; such pairings run on, and both are asked now.
    supervisors_asked = models.BooleanField(default=True, editable=False)

    started_at = models.DateTimeField(_("began"), null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_reason = models.CharField(_("why it is paused"), max_length=16, choices=PauseReason.choices, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(_("why it ended"), max_length=16, choices=EndReason.choices, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.CharField(_("why not"), max_length=16, choices=DeclineReason.choices, blank=True)
    note = EncryptedTextField(_("note"), blank=True)

    class Meta(ScopedModel.Meta):
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        constraints = CONSTRAINTS
        indexes = [
            models.Index(fields=["area_path", "state"], name="pairing_by_area_and_state"),
            # The list's own order for all that is not over and for each state, and for what needs somebody.
            *ordered.indexes("pairing_live", "-proposed_at", "-id", condition=Q(state__in=LIVE)),
            *ordered.indexes("pairing_state", "state", "-proposed_at", "-id"),
            *ordered.indexes("pairing_vacant", "-proposed_at", "-id", condition=Q(vacant=True)),
            *ordered.indexes("pairing_check", "cleared_until", condition=Q(state__in=[PairingState.ACTIVE])),
        ]

    def __str__(self) -> str:
        return str(self.uuid)[:8]

    def get_absolute_url(self) -> str:
        """The pairing's page on the desk."""
        return reverse("volunteers:pairing", args=[self.uuid])

    @property
    def service_labels(self) -> list[str]:
        """What the volunteer does for the child, in words."""
        return [str(ServiceType(name).label) for name in self.services if name in ServiceType.values]
