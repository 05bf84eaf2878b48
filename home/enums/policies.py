"""What policies are: their level, what one does to another, whether they hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy


class LevelOfEffect(models.TextChoices):
    """Whose rule it is: the widest area in which the document is in force."""

    NATIONAL = "national", _("National")
    PROVINCE = "province", _("Provincial")
    CITY = "city", _("Municipal")
    COUNTY = "county", _("County level")


class RelationKind(models.TextChoices):
    """What one document does to another; the other side reads the same row the other way round."""

    AMENDS = "amends", pgettext_lazy("one document to another", "amends")
    REPEALS = "repeals", pgettext_lazy("one document to another", "repeals")
    REPLACES = "replaces", pgettext_lazy("one document to another", "repeals and takes the place of")

    @property
    def other_side(self) -> str:
        """The same relation as the document says it to which it is done."""
        words = {
            RelationKind.AMENDS: pgettext("one document by another", "amended by"),
            RelationKind.REPEALS: pgettext("one document by another", "repealed by"),
            RelationKind.REPLACES: pgettext("one document by another", "replaced by"),
        }
        return words[self]


# With these the other document ends.
ENDING = (RelationKind.REPEALS, RelationKind.REPLACES)


class PolicyStatus(models.TextChoices):
    """What a policy is worth on a given day; worked out from dates and relations, never stored."""

    DRAFT = "draft", _("Not in force yet")
    IN_FORCE = "in_force", _("In force")
    REPEALED = "repealed", _("Repealed")
    EXPIRED = "expired", _("Expired")
