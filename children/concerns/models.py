"""A report that a child may be in danger: what was said is never changed; what follows is appended."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.domain.identities import own_accounts
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.areas.scoping import Scoped, ScopedModel, ScopedQuerySet, within
from portal.changes.drawing import DrawnField, digits
from portal.privacy.fields import EncryptedTextField
from portal.privacy.personal import PersonalData, Sensitivity

from .enums import ConcernState, EntryKind, Part, ReporterDuty, Urgency


def new_number() -> str:
    """Eight random digits by which the desk speaks of a report; nothing to do with the reporter's code."""
    return digits(8)


class ConcernQuerySet(ScopedQuerySet):
    """Reports by who may see them: never those in which one is named oneself, under whatever account."""

    def where_can(self, user: Scoped, capability: str) -> Self:
        """Where `capability` is held for the whole area since before the report, or it was given to this account.

        Whoever is named in it is shut out under every account of the same person.
        """
        accounts = own_accounts(user) if isinstance(user, User) and user.pk else set()
        named = ConcernPerson.objects.filter(lifted_at=None, user__in=accounts, part=Part.NAMED).values("concern")
        return self.before_shutting_out(user, capability).exclude(pk__in=named)

    def before_shutting_out(self, user: Scoped, capability: str) -> Self:
        """The same, with those in which this person may be named: only for rows in which nobody is."""
        person = user.pk if isinstance(user, User) else None
        assigned = ConcernPerson.objects.filter(lifted_at=None, user=person, part=Part.ASSIGNED).values("concern")
        mine = within(user.area_paths(capability)) & (_opened_by_office(user) | Q(pk__in=assigned))
        return self._named().filter(mine)


def _opened_by_office(user: Scoped) -> Q:
    """What the office alone opens: every report of its area that is not older than the appointment."""
    opened = Q(pk__in=[])
    for held in user.current_assignments() if isinstance(user, User) else []:
        if held.holds(Capability.HANDLE_CONCERN):
            opened |= within([held.area.path]) & Q(received_at__gte=held.effective_at)
    return opened


class Concern(ScopedModel, PersonalData):
    """One report. Where it happened may be unknown: then `area` is the county and `area_known` is false."""

    scope_capability = Capability.OPEN_CONCERN
    reveal_capability = Capability.REVEAL_REPORTER
    sensitive_fields: ClassVar = {
        "story": Sensitivity.CONTACT,
        "child": Sensitivity.CONTACT,
        "happened": Sensitivity.CONTACT,
        "involved": Sensitivity.CONTACT,
        "reporter": Sensitivity.MASKED,
        "reporter_account": Sensitivity.MASKED,
        "reporter_duty": Sensitivity.PLAIN,
    }
    # What the reporter said; the database refuses to change it (portal.audit.append_only).
    FROZEN: ClassVar = (
        "uuid", "number", "area_id", "area_path", "area_known", "reporter_duty", "in_flood", "receipt_index",
        "received_at",
    )  # fmt: skip

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = DrawnField(
        pgettext_lazy("concern", "number"), max_length=8, unique=True, default=new_number, editable=False
    )
    state = models.CharField(
        _("state"), max_length=16, choices=ConcernState.choices, default=ConcernState.RECEIVED, db_index=True
    )
    urgency = models.CharField(pgettext_lazy("concern", "urgency"), max_length=8, choices=Urgency.choices, blank=True)

    story = EncryptedTextField(_("what happened"))
    child = EncryptedTextField(pgettext_lazy("concern", "the child"), blank=True)
    happened = EncryptedTextField(pgettext_lazy("concern", "when"), blank=True)
    involved = EncryptedTextField(_("who may be involved"), blank=True)
    area_known = models.BooleanField(default=True)
    reporter = EncryptedTextField(_("how to reach the reporter"), blank=True)
    reporter_account = EncryptedTextField(_("account of the reporter"), blank=True)
    reporter_duty = models.CharField(_("duty to report"), max_length=8, choices=ReporterDuty.choices, blank=True)

    receipt_index = models.CharField(max_length=32, unique=True, editable=False)
    receipt_shown_at = models.DateTimeField(null=True, editable=False)
    in_flood = models.BooleanField(default=False, editable=False)
    received_at = models.DateTimeField(pgettext_lazy("concern", "received"), default=timezone.now, editable=False)
    # The newest thing the reporter added that nobody has answered or noted yet.
    added_at = models.DateTimeField(null=True, editable=False)
    # Since when there is something in it that nobody has opened.
    unopened_since = models.DateTimeField(null=True, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    triaged_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    first_signatory = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second_signatory = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ConcernQuerySet.as_manager()  # type: ignore[misc]  # as ScopedModel's, and shuts out the named

    class Meta(ScopedModel.Meta):
        verbose_name = _("report of concern")
        verbose_name_plural = _("reports of concern")
        indexes = [
            models.Index("unopened_since", condition=Q(unopened_since__isnull=False), name="concern_unopened"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(second_signatory=None) | ~Q(second_signatory=F("first_signatory")),
                name="concern_second_signatory_is_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConcernState.NOT_REPORTABLE)
                | Q(first_signatory__isnull=False, second_signatory__isnull=False),
                name="concern_not_reportable_has_two_signatories",
            ),
            models.CheckConstraint(
                condition=Q(state=ConcernState.RECEIVED) | Q(triaged_at__isnull=False),
                name="concern_is_triaged_before_it_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The report's page on the desk."""
        return reverse("children:concern", args=[self.uuid])


class ConcernEntry(PersonalData):
    """Something that followed a report. Only ever inserted."""

    sensitive_fields: ClassVar = {"text": Sensitivity.CONTACT}
    FROZEN: ClassVar = ("uuid", "concern_id", "kind", "by_id", "at")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    text = EncryptedTextField(blank=True)
    # Nobody: the reporter, or the site itself.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        verbose_name = _("entry of a report")
        verbose_name_plural = _("entries of a report")

    def __str__(self) -> str:
        return str(self.get_kind_display())


class ConcernPerson(models.Model):
    """An account that is named in a report and shut out, or that handles it instead."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part.choices)
    # Nobody: found by name before anyone was alerted.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "user", "part"], condition=Q(lifted_at=None), name="concern_person_once_a_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.part}"


def frozen_tokens(model: type[Any]) -> tuple[str, ...]:
    """The encrypted columns: only a change of keys may write them again."""
    return tuple(name for name in model.sensitive_fields if isinstance(model._meta.get_field(name), EncryptedTextField))
