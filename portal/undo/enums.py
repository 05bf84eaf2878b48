"""Why something cannot be taken back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UndoReason(models.TextChoices):
    """Why something cannot be taken back."""

    NOT_YOURS = "not_yours", _("Only whoever did it can take it back.")
    TOO_LATE = "too_late", _("The ten minutes are over. Please do it anew.")
    ALREADY = "already", _("That has been taken back already.")
