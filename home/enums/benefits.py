"""Benefits: how often, what becomes of the money, why an amount is refused."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BenefitUnit(models.TextChoices):
    """How often an amount is paid."""

    PER_MONTH = "per_month", _("a month")
    PER_YEAR = "per_year", _("a year")
    ONCE = "once", _("once")


class BenefitKind(models.TextChoices):
    """What becomes of the money: only the first kind is what a family gets."""

    MONEY = "money", _("Paid to the family or the child")
    CEILING = "ceiling", _("At most: costs refunded, or decided case by case, up to this amount")
    IN_KIND = "in_kind", _("A service or goods worth this amount")
    PREMIUM = "premium", _("An insurance premium paid for the child")
    INSTITUTION = "institution", _("Paid to the institution that looks after the child")


class BenefitRefusal(models.TextChoices):
    """Why an amount cannot be entered, and what to do."""

    ENDS_BEFORE_IT_BEGINS = "ends_before", _("The last day lies before the first. Put the later day second.")
    TWO_AMOUNTS_AT_ONCE = (
        "two_amounts",
        _("Another amount of this benefit holds on these days: end that one first, or use “New amount from…”."),
    )
    NOT_AFTER_THE_OLD = "not_after", _("The new amount must begin after the present one did. Choose a later day.")
    LATER_AMOUNT = "later_amount", _("A later amount has been entered already. Start from that one.")
