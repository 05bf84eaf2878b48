"""The questions of the eligibility check, and why a version of its rules is refused."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleRefusal(models.TextChoices):
    """Why a version of an eligibility rule can't take effect."""

    DECIDED = "decided", _("This version has already been decided. Copy it to make the next one.")
    NO_CONDITION = "no_condition", _("Add at least one condition first.")
    SAME_DAY = "same_day", _("Another version of this rule begins on the same day. Choose another day.")
    WHY_MISSING = "why_missing", _("Some cases fail. Write why this version should hold all the same.")


class Question(models.TextChoices):
    """The questions of the check, in their order."""

    BORN = "born", _("When was the child born?")
    MOTHER = "mother", _("How is the child's mother now?")
    FATHER = "father", _("How is the child's father now?")
    SINCE = "since", _("Since when have they been away?")
    CIRCUMSTANCES = "circumstances", _("Is one of these the case?")
    DANGERS = "dangers", _("Has one of these happened to the child?")
    TOWNSHIP = "township", _("In which township does the family live?")
    VILLAGE = "village", _("In which village?")
