"""Whose office it is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfficeKind(models.TextChoices):
    """Whose office it is, by the level of its area."""

    VILLAGE = "village", _("Office of the village child officer")
    TOWNSHIP = "township", _("Office of the township child supervisor")
    COUNTY = "county", _("Civil affairs office of the county")
