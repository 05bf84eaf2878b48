"""Where help is reached in each village, township and county: an office, never a person's own phone or name."""

from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models.opening import OpeningHours
from home.enums.offices import OfficeKind
from portal.areas.models import Area

from .settings import PHONE, not_someones_own


class Office(models.Model):
    """The office of a village's child officer, a township's child supervisor, or the county's civil affairs."""

    area = models.OneToOneField(
        Area,
        models.PROTECT,
        related_name="+",
        limit_choices_to={"level__in": list(OfficeKind)},
        verbose_name=_("village, township or county"),
    )
    phone = models.CharField(_("office phone"), max_length=20, validators=[PHONE, not_someones_own])
    address = models.CharField(_("office address"), max_length=80, blank=True)
    # Seven lists, Monday first, of [opens, closes] as "09:00": the same as a place's.
    opening_hours = models.JSONField(pgettext_lazy("office", "opening hours"), default=list, blank=True)
    opening_note = models.CharField(pgettext_lazy("office", "about the opening hours"), max_length=60, blank=True)

    class Meta:
        ordering = ["area__code"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return str(self.area)

    def clean_fields(self, exclude: Any = None) -> None:
        """Keep the number in one form: no spaces."""
        self.phone = re.sub(r"\s+", "", self.phone)
        super().clean_fields(exclude=exclude)

    @property
    def kind(self) -> OfficeKind:
        """Whose office it is."""
        return OfficeKind(self.area.level)

    @property
    def opening(self) -> OpeningHours:
        """The opening hours, ready to be shown."""
        return OpeningHours(self.opening_hours)

    @property
    def has_hours(self) -> bool:
        """Whether anybody has entered when it is open."""
        return any(self.opening_hours)
