"""A volunteer, from the first answer of the application to the end of the engagement."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from portal.accounts.enums import Capability
from portal.areas import ordered
from portal.areas.scoping import ScopedModel
from portal.privacy.fields import EncryptedTextField, blind_index_field
from portal.privacy.personal import PersonalData, Sensitivity

from ..enums import ENGAGED, OVER, STATE_TAGS, UNDER_WAY, ServiceType, VolunteerState

# The last day of a record check that nobody has passed: before every other day.
NO_CHECK = date(1, 1, 1)
# What is sent and not over: the list before anybody filters it.
LISTED = [state.value for state in UNDER_WAY]


class Volunteer(ScopedModel, PersonalData):
    """One application and the engagement that follows from it; applying again later is a new row.

    `area` is where the person wants to help; a draft starts at the county.
    """

    scope_capability = Capability.SEE_VOLUNTEER
    reveal_capability = Capability.VET_VOLUNTEER
    sensitive_fields: ClassVar = {
        "real_name": Sensitivity.CONTACT,
        "id_number": Sensitivity.MASKED,
        "phone": Sensitivity.CONTACT,
        "address": Sensitivity.CONTACT,
        "occupation": Sensitivity.CONTACT,
        "experience": Sensitivity.CONTACT,
        "motivation": Sensitivity.CONTACT,
        "referee_name": Sensitivity.CONTACT,
        "referee_phone": Sensitivity.CONTACT,
        "info_wanted": Sensitivity.CONTACT,
        "info_answer": Sensitivity.CONTACT,
        "state_note": Sensitivity.CONTACT,
        "birth_year": Sensitivity.PLAIN,
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account"))
    number = models.CharField(_("volunteer number"), max_length=8, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=16, choices=VolunteerState.choices, default=VolunteerState.DRAFT, db_index=True
    )

    real_name = EncryptedTextField(pgettext_lazy("person", "name"), blank=True)
    id_number = EncryptedTextField(_("ID number"), blank=True, index_field="id_number_index")
    id_number_index = blind_index_field()
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    phone = EncryptedTextField(_("phone"), blank=True, index_field="phone_index")
    phone_index = blind_index_field()
    address = EncryptedTextField(_("address"), blank=True)
    occupation = EncryptedTextField(_("occupation"), blank=True)
    services = models.JSONField(_("what you would like to do"), default=list)
    times = models.JSONField(_("when you have time"), default=list)
    experience = EncryptedTextField(_("experience with children"), blank=True)
    motivation = EncryptedTextField(_("why you would like to help"), blank=True)
    referee_name = EncryptedTextField(_("someone who knows you"), blank=True)
    referee_phone = EncryptedTextField(_("their phone"), blank=True)
    privacy_agreed_at = models.DateTimeField(null=True, blank=True)
    conduct_agreed_at = models.DateTimeField(null=True, blank=True)
    receipt_code = models.CharField(_("receipt code"), max_length=8, blank=True, editable=False)

    info_wanted = EncryptedTextField(_("what else we need to know"), blank=True)
    info_answer = EncryptedTextField(_("your answer"), blank=True)
    interview_at = models.DateTimeField(_("time of the interview"), null=True, blank=True)
    interview_place = models.CharField(_("place of the interview"), max_length=80, blank=True)
    state_note = EncryptedTextField(_("reason"), blank=True)
    state_changed_at = models.DateTimeField(default=timezone.now, editable=False)
    caseload_limit = models.PositiveSmallIntegerField(_("how many children at most"), default=2)

    # The last day of the current record check; kept by `domain.standing.keep_check`, for lists. Whether somebody may be
    # with children is never asked of it.
    cleared_until = models.DateField(default=NO_CHECK, editable=False)

    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta(ScopedModel.Meta):
        ordering = ["-created_at", "-pk"]
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        constraints = [
            models.UniqueConstraint(
                fields=["id_number_index"],
                condition=~Q(id_number_index="") & Q(state__in=UNDER_WAY),
                name="volunteer_one_open_application_per_person",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=~Q(state__in=OVER), name="volunteer_one_open_application_per_account"
            ),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="volunteer_number_once"),
            models.UniqueConstraint(
                fields=["receipt_code"], condition=~Q(receipt_code=""), name="volunteer_receipt_code_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[VolunteerState.DRAFT, VolunteerState.WITHDRAWN])
                | (~Q(id_number_index="") & ~Q(receipt_code="")),
                name="volunteer_submitted_means_identified",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[VolunteerState.APPROVED, VolunteerState.ACTIVE, VolunteerState.SUSPENDED])
                | ~Q(number=""),
                name="volunteer_approved_means_numbered",
            ),
        ]
        indexes = [
            models.Index(fields=["area_path", "state"], name="volunteer_by_area_and_state"),
            # The list's own order for all that is not over, for each state, and by the day a record check ends.
            *ordered.indexes("volunteer_open", "-state_changed_at", "-id", condition=Q(state__in=LISTED)),
            *ordered.indexes("volunteer_state", "state", "-state_changed_at", "-id"),
            *ordered.indexes("volunteer_check", "cleared_until", "id", condition=Q(state__in=ENGAGED)),
        ]

    def __str__(self) -> str:
        return self.number or str(self.uuid)[:8]

    @property
    def check_ends_on(self) -> date | None:
        """The last day of the current record check; None where none holds."""
        return self.cleared_until if self.cleared_until > NO_CHECK else None

    @property
    def state_tag(self) -> str:
        """The kind of tag the state is shown with."""
        return STATE_TAGS.get(self.state, "")

    @property
    def service_labels(self) -> str:
        """What the person would like to do, in words."""
        labels = dict(ServiceType.choices)
        return pgettext("list", ", ").join(str(labels.get(value, value)) for value in self.services)
