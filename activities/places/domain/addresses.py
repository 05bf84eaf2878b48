"""Where the address of a place leads: to the place, also when it has another address now or is shown no longer."""

from __future__ import annotations

from ...models import FormerAddress, Place

_REASON = "the public address of a place, of which only name and sessions are said once it is shown no longer"


def place_at(slug: str) -> Place | None:
    """The place that has this address in the site or once had it, if the public has ever seen it."""
    rows = Place.objects.unscoped(_REASON).select_related("area")
    found: Place | None = rows.filter(slug=slug).first() or rows.filter(former_addresses__slug=slug).first()
    return found if found and (found.listed or found.unlisted_at) else None


def slug_taken(place: Place) -> bool:
    """Whether another place has this address or once had it: old links must lead to no stranger."""
    others = Place.objects.unscoped("an address exists once in the whole site").exclude(pk=place.pk)
    former = FormerAddress.objects.filter(slug=place.slug).exclude(place=place.pk)
    return others.filter(slug=place.slug).exists() or former.exists()


def keep_former(place: Place, slug: str) -> None:
    """The address it had leads to it from now on; one it takes again is no former one."""
    place.former_addresses.filter(slug=place.slug).delete()
    FormerAddress.objects.get_or_create(slug=slug, defaults={"place": place})
