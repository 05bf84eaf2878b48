"""The tree of administrative areas."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.pages.languages import in_language

from .enums import CODE_LENGTH, AreaLevel

__all__ = ["CODE_LENGTH", "Area", "AreaLevel"]


class Area(models.Model):
    """A province, city, county, township or village.

    The statistical code of an area begins with its parent's code, so the code itself is the
    materialised path: everything inside an area is the range of codes that begin with its code.
    """

    code = models.CharField(_("statistical code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=AreaLevel.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        ordering = ["code"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The English name on an English page, when there is one; else the Chinese, which its page marks as such."""
        return in_language(self.name, self.name_en)

    @property
    def path(self) -> str:
        """The materialised path, kept beside every record that belongs here as `area_path`."""
        return self.code

    def contains(self, path: str) -> bool:
        """Whether a record with this `area_path` lies in this area or below it."""
        return path.startswith(self.code)
