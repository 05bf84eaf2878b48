"""Whether the audit log is as it was written, in constant memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Max

from .anchors import Anchor
from .models import AuditEvent, AuditHead
from .walking import Broken, Walk


@dataclass(frozen=True)
class Verification:
    """`broken_at` is an event that is wrong, STRAND.LINK, and `problem` says how; both empty when intact."""

    events: int
    broken_at: str = ""
    problem: str = ""
    anchor: Anchor = field(default_factory=Anchor)

    @property
    def intact(self) -> bool:
        """Whether the whole log is as it was written."""
        return not self.problem


def verify(anchor: Anchor | None = None) -> Verification:
    """Compute every digest again, and compare with an anchor kept elsewhere.

    Only the anchor finds a log that was cut short together with its heads, everything after a moment.
    """
    walk = Walk(anchor or Anchor())
    try:
        for head in AuditHead.objects.order_by("pk"):
            walk.along(head)
        walk.compare_with_the_anchor()
        _nothing_beyond_the_heads()
    except Broken as broken:
        return Verification(walk.events, broken.place, broken.problem)
    return Verification(walk.events, anchor=Anchor.of(walk.ends))


def _nothing_beyond_the_heads() -> None:
    # The heads are asked second: what is appended meanwhile has moved them by then.
    newest = dict(AuditEvent.objects.order_by("strand").values_list("strand").annotate(Max("link")))
    heads = dict(AuditHead.objects.values_list("pk", "links"))
    for strand, link in newest.items():
        if link > (end := heads.get(strand, 0)):
            raise Broken(strand, end + 1, "lies beyond the head: the head was rewound or removed")
