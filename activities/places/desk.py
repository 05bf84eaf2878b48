"""Where places meet others: menu, due list and what can be taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.desk.registry import MenuEntry, add_due, add_menu_entry
from portal.undo.undoing import can_be_undone


def register() -> None:
    """Called once from ActivitiesConfig.ready()."""
    from .domain.due import due_at_places
    from .domain.editing import put_back_room
    from .domain.hazards import reopen_hazard
    from .domain.photos import put_back

    can_be_undone("place.photo", _("A photo was taken away."), put_back)
    can_be_undone("place.room", _("A room was removed."), put_back_room)
    can_be_undone("place.hazard", _("A hazard was marked as put right."), reopen_hazard)
    add_menu_entry(MenuEntry(_("Places"), "activities:desk_places", Capability.SEE_SESSION, "house", 45))
    add_due(due_at_places)
