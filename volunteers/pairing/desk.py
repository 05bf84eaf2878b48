"""What pairing adds elsewhere: the desk's menu and due list, a child's page, a volunteer's own page, the lifecycle."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.accounts.sign_in.registry import ask_for_a_code
from portal.audit.actions import add_actions
from portal.desk.registry import MenuEntry, add_due, add_menu_entry
from portal.desk.registry import add_panel as add_desk_panel

from .actions import PairingAction


def register() -> None:
    """Called once from VolunteersConfig.ready()."""
    from children.ledger.models import Child
    from children.ledger.panels import add_panel

    from ..application.cards import add_card
    from ..application.domain.lifecycle import on_standing_lost
    from .domain import moving
    from .domain.due import due
    from .domain.queries import sees_children
    from .domain.spell import hold_pairings, standing_lost
    from .views.board import first_screen
    from .views.parts import child_panel, children_card

    add_actions(PairingAction)
    add_menu_entry(MenuEntry(_("Pairings"), "volunteers:pairings", Capability.PROPOSE_PAIRING, "link-hands", 30))
    moving.add_circles()
    add_due(due)
    add_desk_panel(first_screen)
    add_panel(child_panel)
    add_card(children_card)
    ask_for_a_code(sees_children)
    on_standing_lost(standing_lost, holds=hold_pairings)
    post_save.connect(child_saved, sender=Child, dispatch_uid="pairings follow their child")


def child_saved(instance: Any, created: bool, **_kwargs: Any) -> None:
    """A child may have moved to another village."""
    from .domain.spell import follow

    if not created:
        follow(instance)
