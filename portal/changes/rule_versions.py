"""A version of a rule: data with dates and a source. One that has taken effect is never changed, only followed."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VersionState(models.TextChoices):
    """Whether a version counts."""

    DRAFT = "draft", pgettext_lazy("version of a rule", "Draft")
    DECIDED = "decided", pgettext_lazy("version of a rule", "Decided")


class AlreadyDecided(Exception):
    """A version that has been decided is never changed or deleted; a new one follows it."""


class VersionQuerySet(models.QuerySet[Any]):
    """Versions by time."""

    def in_effect_on(self, day: datetime.date) -> VersionQuerySet:
        """Decided, begun and not over on `day`; the newest of a rule is the one that counts."""
        over = Q(effective_until__isnull=False, effective_until__lt=day)
        return self.filter(state=VersionState.DECIDED, effective_from__lte=day).exclude(over)


class RuleVersion(models.Model):
    """What every version of a rule has."""

    version = models.CharField(
        _("version"), max_length=20, help_text=_("A short name you will recognise, such as 2026-1.")
    )
    effective_from = models.DateField(_("in force from"))
    effective_until = models.DateField(
        _("last day in force"), null=True, blank=True, help_text=_("Leave empty if no end has been set.")
    )
    source = models.CharField(_("document number"), max_length=120, help_text=_("The document this rule comes from."))
    doubt = models.CharField(
        _("still to be checked"),
        max_length=300,
        blank=True,
        help_text=_("What is not yet certain about this version. Only staff see it."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT, editable=False
    )
    failing_cases = models.PositiveSmallIntegerField(_("failing cases when it was decided"), default=0, editable=False)
    why_despite = models.TextField(_("why it holds although cases fail"), blank=True, max_length=500, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT) | Q(failing_cases=0) | ~Q(why_despite=""),
                name="%(class)s_failing_cases_need_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="%(class)s_ends_after_it_begins",
                violation_error_message=_("The last day in force is before the first one."),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A version that was decided stays as it is. Raises AlreadyDecided."""
        self._refuse_if_decided()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Only drafts go. Raises AlreadyDecided."""
        self._refuse_if_decided()
        return super().delete(*args, **kwargs)

    @property
    def is_decided(self) -> bool:
        """Whether it counts from its first day on, and can no longer be changed."""
        return self.state == VersionState.DECIDED

    def _refuse_if_decided(self) -> None:
        stored = VersionQuerySet(type(self)).filter(pk=self.pk, state=VersionState.DECIDED)
        if self.pk and stored.exists():
            raise AlreadyDecided
