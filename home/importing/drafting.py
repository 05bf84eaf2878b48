"""From a structured document to a draft page; the same file again is a new revision, never a second page."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.html import escape
from wagtail.models import Locale

from home.domain.second_reader import publish_from_the_machine
from home.models import PolicyIndexPage, PolicyPage

from .details import HEAD_PIECES, Details, details_of
from .furniture import clean
from .reading import read_lines
from .structure import Piece, structure

MAX_TITLE = 80
_TITLE = re.compile(r"^关于|(?:通知|意见|办法|规定|方案|条例|计划|细则|决定|公告|纲要|措施)(?:（.{1,8}）)?$")


@dataclass
class Imported:
    """What became of one file. `result` is new, revised or unchanged."""

    file: str
    result: str
    title: str
    page_id: int
    headings: int
    paragraphs: int
    doubts: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def import_file(path: Path, *, publish: bool = False) -> Imported:
    """Make or revise the draft of one document. Raises CannotImport; PolicyIndexPage.DoesNotExist without a library."""
    cleaned = clean(read_lines(path))
    pieces = structure(cleaned.lines)
    title, pieces, repeated = _title(cleaned.file_title, pieces, path)
    details = details_of(pieces)
    with transaction.atomic():
        page, result = _draft(title, pieces, details)
        if result != "unchanged" and publish:
            publish_from_the_machine(page)
    return Imported(
        file=path.name,
        result=result,
        title=title,
        page_id=page.pk,
        headings=sum(1 for piece in pieces if piece.level),
        paragraphs=sum(1 for piece in pieces if not piece.level),
        doubts=details.doubts,
        dropped=cleaned.dropped + repeated,
    )


def _title(file_title: str, pieces: list[Piece], path: Path) -> tuple[str, list[Piece], list[str]]:
    """The title the site gave, else the line that reads like one, else the first; repeats of it are left out."""
    title, rest, repeated = file_title, list(pieces), []
    if not title and (position := _title_position(rest)) is not None:
        title = rest.pop(position).text
    title = title or path.stem
    while rest and not rest[0].level and (left := _without(title, rest[0].text)) is not None:
        repeated.append(title)
        rest[0:1] = [Piece(left)] if left else []
    return title[:MAX_TITLE], rest, repeated


def _title_position(pieces: list[Piece]) -> int | None:
    """Where the title stands: below the letterhead and the number there is "关于…的通知" or the like."""
    head = [number for number, piece in enumerate(pieces[:HEAD_PIECES]) if not piece.level]
    likely = [number for number in head if len(pieces[number].text) <= MAX_TITLE]
    titled = [number for number in likely if _TITLE.search(pieces[number].text)]
    return next(iter(titled or likely), None)


def _without(title: str, text: str) -> str | None:
    return text[len(title) :].strip() if text.startswith(title) else None


def _draft(title: str, pieces: list[Piece], details: Details) -> tuple[PolicyPage, str]:
    library = PolicyIndexPage.objects.get(locale=Locale.get_default())
    fingerprint = hashlib.sha256("\n".join(piece.text for piece in pieces).encode()).hexdigest()
    known = PolicyPage.objects.child_of(library)
    if same := known.filter(import_fingerprint=fingerprint).first():
        return same, "unchanged"
    values = {
        "title": title,
        "body": list(_blocks(pieces)),
        "document_number": details.number[:80],
        "issuing_body": details.issuer[:120],
        "issued_on": details.issued_on,
        "import_fingerprint": fingerprint,
        "review_flags": details.doubts,
    }
    page = known.filter(document_number=details.number).first() if details.number else None
    page = page or known.filter(title=title).first()
    if page is None:
        page = library.add_child(instance=PolicyPage(live=False, has_unpublished_changes=True, **values))
        page.save_revision()
        return page, "new"
    draft = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision()
    PolicyPage.objects.filter(pk=page.pk).update(import_fingerprint=fingerprint)
    return page, "revised"


def _blocks(pieces: list[Piece]) -> list[tuple[str, Any]]:
    """Blocks of the page's body: each heading on its own, the paragraphs between two headings together."""
    blocks: list[tuple[str, Any]] = []
    for is_heading, run in groupby(pieces, key=lambda piece: bool(piece.level)):
        if is_heading:
            blocks += [("heading", {"text": piece.text, "level": str(piece.level)}) for piece in run]
        else:
            blocks.append(("paragraph", "".join(f"<p>{escape(piece.text)}</p>" for piece in run)))
    return blocks
