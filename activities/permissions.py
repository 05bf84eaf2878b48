"""Where someone holds a capability in activities: their areas, or only the places they manage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from portal.accounts.enums import OF_OWN_PLACES

if TYPE_CHECKING:
    from portal.accounts.models import User


class Managed(Protocol):
    """What a right depends on: where the place lies and who manages it."""

    area_path: Any
    managers: Any


def paths_in_full(user: User, capability: str) -> frozenset[str]:
    """The paths of the areas in which the capability is held for every place."""
    return _paths(user, capability, narrowed=False)


def paths_of_own_places(user: User, capability: str) -> frozenset[str]:
    """The paths of the areas in which the capability is held only for the places the person manages."""
    return _paths(user, capability, narrowed=True)


def _paths(user: User, capability: str, *, narrowed: bool) -> frozenset[str]:
    return frozenset(
        assignment.area.path
        for assignment in user.current_assignments()
        if capability in assignment.capabilities and (assignment.role in OF_OWN_PLACES) == narrowed
    )


def may(user: User, capability: str, place: Managed) -> bool:
    """Whether the capability is held at this place: by area, or as its manager."""
    if may_in_full(user, capability, place):
        return True
    own = any(place.area_path.startswith(path) for path in paths_of_own_places(user, capability))
    return own and place.managers.filter(pk=user.pk).exists()


def may_in_full(user: User, capability: str, place: Managed) -> bool:
    """Whether the capability is held there by area, not only as the place's manager."""
    return any(place.area_path.startswith(path) for path in paths_in_full(user, capability))
