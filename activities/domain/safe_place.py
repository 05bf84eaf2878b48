"""Whether a place is safe enough for a session."""

from __future__ import annotations

from ..models import Place


def has_serious_hazard(place: Place) -> bool:
    """Whether a serious hazard of the place is still open."""
    return place.hazards.filter(serious=True, resolved_on=None).exists()
