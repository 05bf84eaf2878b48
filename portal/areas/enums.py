"""The levels of the administrative tree, and their codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaLevel(models.TextChoices):
    """The five levels of the statistical division code (GB/T 2260 and the statistics bureau's extension)."""

    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    COUNTY = "county", _("County")
    TOWNSHIP = "township", _("Township")
    VILLAGE = "village", _("Village")


CODE_LENGTH = {
    AreaLevel.PROVINCE: 2,
    AreaLevel.CITY: 4,
    AreaLevel.COUNTY: 6,
    AreaLevel.TOWNSHIP: 9,
    AreaLevel.VILLAGE: 12,
}
TOWNSHIP_DIGITS = CODE_LENGTH[AreaLevel.TOWNSHIP]


def codes_around(code: str) -> list[str]:
    """The codes of an area and of all that it lies in, the widest first."""
    return [code[:length] for length in CODE_LENGTH.values() if length <= len(code)]
