"""A role that one person proposes to give or to end and another person decides on."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.areas.models import Area
from portal.privacy.fields import EncryptedTextField
from portal.privacy.personal import PersonalData, Sensitivity

from ..change_enums import ChangeKind, ChangeState
from ..enums import Role
from .people import Assignment


class RoleChange(PersonalData):
    """One proposal. Who proposed it is nobody when it was done at the machine."""

    sensitive_fields: ClassVar[dict[str, Sensitivity]] = {"reason": Sensitivity.CONTACT}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("what is proposed"), max_length=8, choices=ChangeKind.choices)
    state = models.CharField(
        _("state"), max_length=12, choices=ChangeState.choices, default=ChangeState.PROPOSED, db_index=True
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    # What is to end, or what came of giving.
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="changes")
    reason = EncryptedTextField(_("reason"), blank=True, default="")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("proposal about a role")
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "user", "role", "area"],
                condition=Q(state=ChangeState.PROPOSED),
                name="role_change_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(state=ChangeState.PROPOSED, decided_at=None, decided_by=None)
                | ~Q(state=ChangeState.PROPOSED) & Q(decided_at__isnull=False),
                name="role_change_decided_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(state=ChangeState.CONFIRMED)
                | Q(decided_by__isnull=False) & (Q(proposed_by=None) | ~Q(decided_by=F("proposed_by"))),
                name="role_change_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=ChangeState.CONFIRMED) | ~Q(decided_by=F("user")),
                name="role_change_not_confirmed_by_oneself",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None) | ~Q(proposed_by=F("user")), name="role_change_not_proposed_for_oneself"
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.GIVE) | Q(assignment__isnull=False), name="role_change_ends_what_is_held"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_role_display()} · {self.area}"

    @property
    def is_open(self) -> bool:
        """Whether a second person has still to decide."""
        return self.state == ChangeState.PROPOSED
