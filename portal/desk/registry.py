"""What the apps put on the desk: menu entries, and the counts of what is due today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

    from portal.accounts.models import User


@dataclass(frozen=True)
class MenuEntry:
    """A line of the desk's menu, shown to whoever holds the capability somewhere."""

    label: StrOrPromise
    url_name: str
    capability: str
    icon: str
    order: int


@dataclass(frozen=True)
class Due:
    """A count on the desk's first screen that links to the filtered list."""

    count: int
    label: str
    url: str
    urgency: str = field(default="")  # "", "soon" or "late"


DueProvider = Callable[["User"], Iterable[Due]]
_menu: list[MenuEntry] = []
_due: list[DueProvider] = []


def add_menu_entry(entry: MenuEntry) -> None:
    """Called from an app's AppConfig.ready()."""
    _menu.append(entry)


def add_due(provider: DueProvider) -> None:
    """Called from an app's AppConfig.ready(); the provider makes a constant number of queries."""
    _due.append(provider)


def menu_for(user: User) -> list[MenuEntry]:
    """The entries this person may use, in order."""
    return sorted((entry for entry in _menu if user.can(entry.capability)), key=lambda entry: entry.order)


def due_for(user: User) -> list[Due]:
    """What is due for this person; nothing is listed with a count of zero."""
    return [due for provider in _due for due in provider(user) if due.count]
