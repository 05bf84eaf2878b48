"""Finding a session for whoever may do something with it."""

from __future__ import annotations

from uuid import UUID

from portal.accounts.requests import SignedInRequest
from portal.desk.access import fetch

from ...models import Session


def visible_session(request: SignedInRequest, uuid: UUID, capability: str) -> Session:
    """The session if this person holds the capability there; else 404."""
    return fetch(request, Session, "place", "room", "area", "created_by", capability=capability, uuid=uuid)
