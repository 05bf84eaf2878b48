"""Finding a session for whoever may do something with it."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from portal.accounts.requests import SignedInRequest

from ...models import Session


def visible_session(request: SignedInRequest, uuid: UUID, capability: str) -> Session:
    """The session if this person holds the capability there; else 404."""
    rows = Session.objects.where_can(request.user, capability).select_related("place", "room", "area", "created_by")
    return get_object_or_404(rows, uuid=uuid)
