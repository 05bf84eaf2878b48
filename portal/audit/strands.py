"""The strands of the log: whoever appends takes one that nobody holds, and holds it until commit.

One end for everybody would keep each reader waiting for whoever wrote an event before and has not committed yet.
Each event covers what it sees of the other strands, so that together they are as good as one: whoever removes an
event must remove everything that anybody did after it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection

from .models import AuditEvent, AuditHead

# The chain of the time when there was only one; its events carry no strand in their digest.
FIRST = 1
Seen = dict[int, int]

# What is locked is read as it is now; the others as they were when the statement began. Nobody waits for anybody.
_TAKE = {
    "postgresql": (
        "WITH own AS MATERIALIZED (SELECT id, links, digest, seen FROM audit_audithead ORDER BY id LIMIT 1 "
        "FOR NO KEY UPDATE SKIP LOCKED) SELECT own.*, TRUE AS own FROM own "
        "UNION ALL SELECT id, links, digest, seen, FALSE FROM audit_audithead"
    ),
    # One writer at a time, and it is us.
    "sqlite": (
        "SELECT id, links, digest, seen, id = (SELECT MIN(id) FROM audit_audithead) AS own "
        "FROM audit_audithead ORDER BY own DESC"
    ),
}


@dataclass(slots=True)
class Entry:
    """What an event will be, without what makes a model dear: for many at once."""

    at: datetime
    actor_id: int | None
    action: str
    target_type: str
    target_id: str
    area_path: str
    detail: dict[str, Any]
    detail_text: str
    strand: int = 0
    link: int = 0
    seen: str = ""
    digest: str = ""


@dataclass(frozen=True)
class End:
    """The last link of a strand at some moment."""

    strand: int
    link: int
    digest: str


def hold() -> tuple[AuditHead, list[End]]:
    """Lock a strand until the transaction ends; also the ends of the others. Never waits for another transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE[connection.vendor])
        rows = cursor.fetchall()
    if rows and rows[0][-1]:
        number, links, digest, seen, _own = rows[0]
        head = AuditHead(pk=number, links=links, digest=digest, seen=seen)
    else:
        head = AuditHead.objects.create()
    return head, [End(*row[:3]) for row in rows if row[0] != head.pk]


def append(entries: Sequence[Entry], head: AuditHead, others: Sequence[End]) -> None:
    """Hang the entries on a strand that is ours until the transaction ends; the caller writes them down."""
    known = parse_seen(head.seen)
    news = sorted((end for end in others if end.link > known.get(end.strand, 0)), key=lambda end: end.strand)
    entries[0].seen = write_seen({end.strand: end.link for end in news})
    for entry in entries:
        entry.strand, entry.link = head.pk, head.links + 1
        entry.digest = digest_of(entry, head.digest, news if entry.seen else [])
        head.links, head.digest = entry.link, entry.digest
    head.seen = write_seen(known | {end.strand: end.link for end in news})
    head.save(update_fields=["links", "digest", "seen"])


def digest_of(event: AuditEvent | Entry, previous: str, seen: Sequence[End]) -> str:
    """The keyed hash of an event, of its strand before it, and of the ends of others that it saw first."""
    body: list[object] = [
        previous,
        event.link,
        _timestamp(event.at),
        event.actor_id,
        event.action,
        event.target_type,
        event.target_id,
        event.area_path,
        event.detail,
    ]
    if seen or event.strand != FIRST:
        body += [event.strand, [[end.strand, end.link, end.digest] for end in seen]]
    message = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    return hmac.digest(bytes.fromhex(settings.AUDIT_KEY), message, hashlib.sha256).hex()


def parse_seen(text: str) -> Seen:
    """`2:17 3:9` as numbers. Raises ValueError for what nobody here has written."""
    pairs = [pair.split(":") for pair in text.split()]
    return {int(strand): int(link) for strand, link in pairs}


def write_seen(seen: Seen) -> str:
    """The other way round."""
    return " ".join(f"{strand}:{link}" for strand, link in sorted(seen.items()))


def _timestamp(at: datetime) -> int:
    """Microseconds since 1970: the same on every database."""
    return int(at.timestamp()) * 1_000_000 + at.microsecond
