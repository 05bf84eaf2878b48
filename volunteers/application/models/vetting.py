"""What was checked about a volunteer: the outcome, never the record it comes from."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy.fields import EncryptedTextField
from portal.privacy.personal import PersonalData, Sensitivity

from ..enums import VettingKind, VettingOutcome
from .volunteer import Volunteer


class OneYearAfter(models.Func):
    """The same day of the next year, in a form each database accepts inside a check constraint."""

    arity = 1
    output_field = models.DateField()  # type: ignore[assignment]  # a class attribute instead of an argument

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Plain date(): a function of Django's own would make the database unusable without Django."""
        return self.as_sql(compiler, connection, template="date(%(expressions)s, '+1 year')", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Date plus interval is a timestamp there."""
        template = "((%(expressions)s + interval '1 year')::date)"
        return self.as_sql(compiler, connection, template=template, **context)


class VettingStep(PersonalData):
    """One check with its outcome. Valid through `valid_until`; a repeat is a new row."""

    sensitive_fields: ClassVar = {"note": Sensitivity.CONTACT}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="vetting")
    kind = models.CharField(_("check"), max_length=16, choices=VettingKind.choices)
    outcome = models.CharField(_("outcome"), max_length=12, choices=VettingOutcome.choices)
    done_on = models.DateField(_("done on"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = EncryptedTextField(_("note"), blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=VettingKind.RECORD_CHECK) | Q(valid_until__isnull=False),
                name="vetting_record_check_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("done_on")),
                name="vetting_ends_after_it_was_done",
            ),
            # Minors Protection Law, art. 62: on taking up the work and yearly after.
            models.CheckConstraint(
                condition=~Q(kind=VettingKind.RECORD_CHECK) | Q(valid_until__lte=OneYearAfter(models.F("done_on"))),
                name="vetting_record_check_is_valid_one_year_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.done_on}"
