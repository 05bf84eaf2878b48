"""What pairing adds elsewhere: the desk's menu and due list, a child's page, a volunteer's own page, the lifecycle."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.accounts.sign_in.registry import SEES_CHILDREN
from portal.audit.actions import ACTIONS
from portal.desk.registry import DUE, MENU, PANELS, MenuEntry

from .actions import PairingAction


def register() -> None:
    """Called once from VolunteersConfig.ready()."""
    from children.ledger.models import Child
    from children.ledger.sections import SECTIONS
    from portal.accounts.models import Assignment, User

    from ..application.cards import CARDS
    from ..application.domain.lifecycle import DEPENDENTS, Dependent
    from .domain import moving
    from .domain.due import due
    from .domain.queries import sees_children
    from .domain.spell import check_recorded, hold_pairings, standing_lost
    from .views.board import first_screen
    from .views.parts import child_section, children_card

    ACTIONS.add(PairingAction)
    MENU.add(MenuEntry(_("Pairings"), "volunteers:pairings", Capability.PROPOSE_PAIRING, "link-hands", 30))
    moving.add_circles()
    DUE.add(due)
    PANELS.add(first_screen)
    SECTIONS.add(child_section)
    CARDS.add(children_card)
    SEES_CHILDREN.add(sees_children)
    DEPENDENTS.add(Dependent(standing_lost, hold_pairings, check_recorded))
    for heard in (post_save, post_delete):
        heard.connect(role_changed, sender=Assignment, dispatch_uid="pairings miss who has left")
    post_save.connect(account_changed, sender=User, dispatch_uid="pairings miss whose account is closed")
    post_save.connect(child_saved, sender=Child, dispatch_uid="pairings follow their child")


def role_changed(instance: Any, **_kwargs: Any) -> None:
    """Whoever looks after a pairing may have left, or be back. After the commit: nothing is locked after an event."""
    from .domain.vacancies import keep_vacancies_of

    transaction.on_commit(partial(keep_vacancies_of, [instance.user_id]), robust=True)


def account_changed(instance: Any, created: bool, update_fields: frozenset[str] | None, **_kwargs: Any) -> None:
    """The same; each sign-in writes when it was, which changes nothing."""
    from .domain.vacancies import keep_vacancies_of

    if not created and (update_fields is None or "is_active" in update_fields):
        transaction.on_commit(partial(keep_vacancies_of, [instance.pk]), robust=True)


def child_saved(instance: Any, created: bool, **_kwargs: Any) -> None:
    """A child may have moved to another village."""
    from .domain.spell import follow

    if not created:
        follow(instance)
