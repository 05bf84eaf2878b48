"""What the apps above the ledger show on a child's page: they register here, the ledger knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from portal.accounts.requests import SignedInRequest
from portal.registry import Registry

from .models import Child


@dataclass(frozen=True)
class Panel:
    """A section of the page: a template and what it shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


PanelProvider = Callable[[SignedInRequest, Child], Panel | None]
# Each makes a constant number of queries.
PANELS: Registry[PanelProvider] = Registry()


def panels_for(request: SignedInRequest, child: Child) -> list[Panel]:
    """The sections of this child's page, in the order they were registered."""
    return [panel for provider in PANELS if (panel := provider(request, child))]
