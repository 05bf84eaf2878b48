"""Why something is refused about service hours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import CommonRefusal


class HoursRefusal(models.TextChoices):
    """Why hours are not verified or corrected."""

    OWN_HOURS = "own_hours", _("Nobody verifies their own hours. Please ask a colleague.")
    ROLL_NOT_CALLED = "roll_not_called", _("Nobody has called the roll of the volunteers yet.")
    TOO_MANY_MINUTES = "too_many_minutes", _("Between nothing and the length of the session, please.")
    CREDITED_ELSEWHERE = (
        "credited_elsewhere",
        _("A part of this time is credited for another session. Please correct it there first."),
    )
    NOTHING_TO_CORRECT = "nothing_to_correct", _("That is what is recorded already.")
    WHY_MISSING = "why_missing", _("Please write why the hours are corrected.")


Reason = HoursRefusal | CommonRefusal
