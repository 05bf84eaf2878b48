"""What the apps put on the desk: menu entries, and the counts of what is due today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import pgettext_lazy

from portal.pages.dates import waiting_text
from portal.pages.figures import MOST, figure
from portal.registry import Registry

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

    from portal.accounts.models import User
    from portal.accounts.requests import SignedInRequest


@dataclass(frozen=True)
class MenuEntry:
    """A line of the desk's menu, shown to whoever holds the capability somewhere."""

    label: StrOrPromise
    url_name: str
    capability: str
    icon: str
    order: int


URGENCIES = ("late", "soon", "")
HEADINGS = {
    "late": pgettext_lazy("what is due", "Late"),
    "soon": pgettext_lazy("what is due", "Soon"),
    "": pgettext_lazy("what is due", "Also to do"),
}


@dataclass(frozen=True)
class Due:
    """A count on the desk's first screen that links to the filtered list; `since`, how long the oldest of it waits.

    The list shows just what was counted: the test of the first screen follows each of them.
    """

    count: int
    label: str
    url: str
    urgency: str = field(default="")  # "", "soon" or "late"
    since: datetime | None = field(default=None)
    most: int = field(default=MOST)  # what was counted further than this was not counted to its end

    def __post_init__(self) -> None:
        """Refuse at once what the first screen could not put in order on the day it counts something."""
        if self.urgency not in URGENCIES:
            raise ValueError(self.urgency)

    @property
    def figure(self) -> int | str:
        """The count as people read it: of long lists it is not counted to the end."""
        return figure(self.count, self.most)

    @property
    def age(self) -> str:
        """`waiting for 3 days`; empty where nobody has said since when."""
        return waiting_text(self.since) if self.since else ""


@dataclass(frozen=True)
class Panel:
    """A part of the first screen below the counts: a template and what it shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50


@dataclass(frozen=True)
class Banner:
    """One sentence at the top of every page of the desk, and where it leads."""

    text: StrOrPromise
    url: str


DueProvider = Callable[["User"], Iterable[Due]]
PanelProvider = Callable[["SignedInRequest"], Panel | None]
BannerProvider = Callable[["User"], Banner | None]
MENU: Registry[MenuEntry] = Registry()
# Each makes a constant number of queries.
DUE: Registry[DueProvider] = Registry()
# Each makes a constant number of queries and logs what it shows.
PANELS: Registry[PanelProvider] = Registry()
# Each asks one question at most: it is asked on every page of the desk.
BANNERS: Registry[BannerProvider] = Registry()


def banners_for(user: User) -> list[Banner]:
    """What this person must not overlook, wherever on the desk they are."""
    return [banner for provider in BANNERS if (banner := provider(user))]


def menu_for(user: User) -> list[MenuEntry]:
    """The entries this person may use, in order."""
    return sorted((entry for entry in MENU if user.can(entry.capability)), key=lambda entry: entry.order)


def due_for(user: User) -> list[Due]:
    """What is due for this person: late before soon, what has waited longest first; never a count of zero."""
    found = [due for provider in DUE for due in provider(user) if due.count]
    now = timezone.now()
    return sorted(found, key=lambda due: (URGENCIES.index(due.urgency), due.since is None, due.since or now))


def by_urgency(dues: Iterable[Due]) -> list[tuple[StrOrPromise, str, list[Due]]]:
    """What is late, then what is soon, then the rest: heading, urgency and lines; nothing without a line."""
    lines = list(dues)
    groups = [(HEADINGS[kind], kind, [due for due in lines if due.urgency == kind]) for kind in URGENCIES]
    return [group for group in groups if group[2]]


def panels_for(request: SignedInRequest) -> list[Panel]:
    """The parts of this person's first screen, in order."""
    panels = [panel for provider in PANELS if (panel := provider(request))]
    return sorted(panels, key=lambda panel: panel.order)
