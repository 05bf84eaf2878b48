"""Where a report belongs: in the county this site works for, down to the village when it is known."""

from __future__ import annotations

from collections.abc import Callable

from portal.areas.models import Area, AreaLevel
from portal.areas.scoping import within
from portal.registry import Registry

# Each gives the code of the site's county, or nothing.
COUNTIES: Registry[Callable[[], str]] = Registry()


def home_county() -> Area | None:
    """The county this site works for; the first one while nobody has named it, None while there are no areas."""
    counties = Area.objects.filter(level=AreaLevel.COUNTY)
    for provider in COUNTIES:
        if (code := provider()) and (named := counties.filter(code=code).first()):
            return named
    return counties.first() or Area.objects.first()


def areas_below(county: Area | None) -> list[Area]:
    """Townships and villages of the county, each township before its villages: one query."""
    if county is None:
        return []
    levels = (AreaLevel.TOWNSHIP, AreaLevel.VILLAGE)
    return list(Area.objects.filter(within([county.path], "code"), level__in=levels).order_by("code"))
