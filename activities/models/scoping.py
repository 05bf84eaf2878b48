"""Scoping of what happens at a place: by area, and for a centre manager by the places they manage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.db.models import Q

from portal.accounts.enums import Capability
from portal.areas.scoping import ScopedModel, ScopedQuerySet, within

from ..permissions import paths_in_full, paths_of_own_places

if TYPE_CHECKING:
    from portal.accounts.models import User


class AtPlaceQuerySet(ScopedQuerySet):
    """Rows at a place. `model.place_lookup` leads from the row to its place."""

    def visible_to(self, user: Any) -> Self:
        """The rows this person may see."""
        return self.where_can(user, self.model.scope_capability)

    def where_can(self, user: Any, capability: str) -> Self:
        """The rows on which this person holds `capability`; a centre manager's only at their own places."""
        return self._named().filter(self._reach(user, capability))

    def _reach(self, user: User, capability: str) -> Q:
        reach = within(paths_in_full(user, capability))
        own = paths_of_own_places(user, capability)
        if own:
            managed = self._managed_by(user)
            reach |= within(own) & Q(**{f"{self.model.place_lookup}__in": managed})
        return reach

    def _managed_by(self, user: User) -> Any:
        place = apps.get_model("activities", "Place")  # by name: this module scopes places too
        return place.managers.through.objects.filter(user=user).values("place_id")


class AtPlace(ScopedModel):
    """A record that belongs to a place, and through it to an area."""

    scope_capability = Capability.SEE_SESSION
    place_lookup: ClassVar[str]

    objects: ClassVar[Any] = AtPlaceQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        abstract = True
