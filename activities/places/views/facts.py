"""The facts of a place, on its public page and on the desk."""

from __future__ import annotations

from ...enums import FOUR_HAVES
from ...models import Place


def haves_of(place: Place) -> list[tuple[str, bool]]:
    """The four haves, there or not."""
    return [(label, getattr(place, name)) for name, label in FOUR_HAVES.items()]
