"""Where places meet others: menu, due list and what can be taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.desk.registry import DUE, MENU, MenuEntry
from portal.undo.undoing import UNDOABLE, Kind


def register() -> None:
    """Called once from ActivitiesConfig.ready()."""
    from .domain.due import due_at_places
    from .domain.editing import put_back_room
    from .domain.hazards import reopen_hazard
    from .domain.photos import put_back

    UNDOABLE.add(Kind(_("A photo was taken away."), put_back), name="place.photo")
    UNDOABLE.add(Kind(_("A room was removed."), put_back_room), name="place.room")
    UNDOABLE.add(Kind(_("A hazard was marked as put right."), reopen_hazard), name="place.hazard")
    MENU.add(MenuEntry(_("Places"), "activities:desk_places", Capability.SEE_SESSION, "house", 45))
    DUE.add(due_at_places)
