"""What somebody may still take back, on the pages they see next: kept in the session, so that no page asks twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .models import Act
from .undoing import UNDOABLE, open_acts

KEY = "acts"
AT_MOST = 5


@dataclass(frozen=True)
class Offer:
    """One act that can be taken back."""

    uuid: str
    label: str
    until: datetime


def refresh_offers(request: HttpRequest) -> None:
    """Called by a view after an act: the pages that follow offer to take it back."""
    request.session[KEY] = [
        {"uuid": str(act.uuid), "kind": act.kind, "until": act.until.isoformat()}
        for act in open_acts(request.user)[:AT_MOST]  # type: ignore[arg-type]  # views of signed-in people
    ]


def offers(request: HttpRequest) -> dict[str, Any]:
    """`undo_offers` for templates: asked for only by a page that shows it, and never for a visitor."""
    return {"undo_offers": SimpleLazyObject(lambda: _offers(request))}


def _offers(request: HttpRequest) -> list[Offer]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    found = [_offer(line) for line in request.session.get(KEY, [])]
    return [offer for offer in found if offer and offer.until > timezone.now()]


def _offer(line: dict[str, str]) -> Offer | None:
    kind = UNDOABLE.get(line["kind"])
    return Offer(line["uuid"], str(kind.label), datetime.fromisoformat(line["until"])) if kind else None


def act_of(request: HttpRequest, uuid: Any) -> Act | None:
    """This person's own act; somebody else's is none."""
    found: Act | None = Act.objects.filter(uuid=uuid, by=request.user.pk).first()
    return found
