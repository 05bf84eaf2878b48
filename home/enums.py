"""The controlled words of public content."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LevelOfEffect(models.TextChoices):
    """Whose rule it is: the widest area in which the document is in force."""

    NATIONAL = "national", _("National")
    PROVINCE = "province", _("Provincial")
    CITY = "city", _("Municipal")
    COUNTY = "county", _("County level")


class PolicyStatus(models.TextChoices):
    """What a policy is worth on a given day; worked out from its dates, never stored."""

    DRAFT = "draft", _("Not in force yet")
    IN_FORCE = "in_force", _("In force")
    REPEALED = "repealed", _("Repealed")
    EXPIRED = "expired", _("Expired")
