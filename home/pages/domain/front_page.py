"""What the front page takes from the activities: one place, so that the rest of it knows nothing about them."""

from __future__ import annotations

from dataclasses import dataclass

from activities.models import Photo, Place, Session
from activities.public.domain.directory import first_photos
from activities.public.domain.figures import this_month_figures, upcoming_public
from portal.pagecache.memo import by_generation

SESSIONS, PLACES = 5, 4


@dataclass(frozen=True)
class Near:
    """A children's home and its first photo."""

    place: Place
    photo: Photo | None


@dataclass(frozen=True)
class Around:
    """The next sessions, some children's homes and this month's figures."""

    sessions: list[Session]
    places: list[Near]
    figures: dict[str, int | None]

    @property
    def has_figures(self) -> bool:
        """Whether any figure is large enough to be shown."""
        return any(self.figures.values())


@by_generation
def around() -> Around:
    """What is on and what was done, aggregates only; a constant number of queries."""
    places = list(Place.objects.public().order_by("-stars", "area_path", "name")[:PLACES])
    photos = first_photos(places)
    return Around(
        sessions=upcoming_public(SESSIONS),
        places=[Near(place, photos.get(place.pk)) for place in places],
        figures=this_month_figures(),
    )
