"""What the apps above the ledger show on a child's page: they register here, the ledger knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from portal.accounts.requests import SignedInRequest
from portal.registry import Registry

from .models import Child


@dataclass(frozen=True)
class Section:
    """A section of the page: a template and what it shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


SectionProvider = Callable[[SignedInRequest, Child], Section | None]
# Each makes a constant number of queries.
SECTIONS: Registry[SectionProvider] = Registry()


def sections_for(request: SignedInRequest, child: Child) -> list[Section]:
    """The sections of this child's page, in the order they were registered."""
    return [section for provider in SECTIONS if (section := provider(request, child))]
