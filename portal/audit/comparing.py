"""Whether the log still holds what an anchor from the second place names: quick, as it looks up only those events."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from .anchors import Anchor
from .models import AuditEvent
from .statements import NotAStatement, Statement, read
from .strands import End


class Outcome(models.TextChoices):
    """What a comparison found."""

    HOLDS = "holds", _("The log holds what this anchor names.")
    REWRITTEN = "rewritten", _("The log was rewritten: an event this anchor names is another one now.")
    MISSING = "missing", _("The log was cut short or emptied: an event this anchor names is missing.")
    FALSE = "false", _("This anchor was not signed by this site, or was changed on its way.")
    UNREADABLE = "unreadable", _("No anchor was found in this text. Please paste the whole message.")


@dataclass(frozen=True)
class Comparison:
    """`statement` is what was read, where anything could be read."""

    outcome: Outcome
    statement: Statement | None = None


def compare(text: str) -> Comparison:
    """Compare the log with the anchor in a message that was kept elsewhere."""
    try:
        said = read(text)
        anchor = Anchor.parse(said.anchor) if said.anchor != "none" else Anchor()
    except (NotAStatement, ValueError):
        return Comparison(Outcome.UNREADABLE)
    return Comparison(_outcome(anchor) if said.is_ours else Outcome.FALSE, said)


def _outcome(anchor: Anchor) -> Outcome:
    found = [End(strand, link, _digest(strand, link)) for strand, link in anchor.links]
    if not all(end.digest for end in found):
        return Outcome.MISSING
    return Outcome.HOLDS if hmac.compare_digest(Anchor.of(found).digest, anchor.digest) else Outcome.REWRITTEN


def _digest(strand: int, link: int) -> str:
    return AuditEvent.objects.filter(strand=strand, link=link).values_list("digest", flat=True).first() or ""
