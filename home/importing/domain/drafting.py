"""From an understood document to a draft page; the same document again is a new revision, never a second page."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wagtail.models import Locale

from home.editorial.domain.content_numbers import has_id_number
from home.enums.importing import ImportProblem
from home.models import PolicyIndexPage, PolicyPage
from home.text.document_numbers import normalised
from portal.accounts.models import User
from portal.areas.models import Area, AreaLevel
from portal.changes.changing import change_of_state

from .body import body_of
from .document import DAYS, Understood
from .problems import CannotImport
from .reading.kinds import MAX_BYTES
from .sandbox import read_apart

MAX_NAME = 80


@dataclass
class Imported:
    """What became of one file. `result` is new, revised or unchanged."""

    file: str
    result: str
    title: str
    page_id: int
    headings: int
    paragraphs: int
    tables: int = 0
    recognised: dict[str, str] = field(default_factory=dict)
    doubts: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def import_file(path: Path) -> Imported:
    """Make or revise the draft of one document. Raises CannotImport; PolicyIndexPage.DoesNotExist without a library."""
    if not path.is_file():
        raise CannotImport(ImportProblem.MISSING)
    if path.stat().st_size > MAX_BYTES:
        raise CannotImport(ImportProblem.TOO_LARGE)
    return import_bytes(path.read_bytes(), path.name, by=None)


def import_bytes(raw: bytes, name: str, *, by: User | None) -> Imported:
    """The same for an uploaded file; `by` is whose draft it is. Raises CannotImport."""
    document = read_apart(raw, name)
    if has_id_number(_texts_of(document)):
        # Every version of a draft is kept, and the file itself may become a download.
        raise CannotImport(ImportProblem.ID_NUMBER)
    title = document.title or Path(name).stem[:MAX_NAME]
    page, result = _draft(title, document, by)
    details = document.details
    recognised = {key: getattr(details, key) for key in ("number", "issuer", "level", *DAYS)}
    return Imported(
        file=name,
        result=result,
        title=title,
        page_id=page.pk,
        headings=sum(1 for piece in document.pieces if piece.level),
        paragraphs=sum(1 for piece in document.pieces if not (piece.level or piece.rows)),
        tables=sum(1 for piece in document.pieces if piece.rows),
        recognised={key: str(value) for key, value in recognised.items() if value},
        doubts=details.doubts,
        dropped=document.dropped,
    )


def _texts_of(document: Understood) -> list[str]:
    """All that stands in the file, also what is not in the draft."""
    return [document.title, *(piece.words for piece in document.pieces), *document.dropped]


def fingerprint_of(document: Understood) -> str:
    """The same for the same text, however the file was saved."""
    words = [document.title, *(piece.words for piece in document.pieces)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


@change_of_state
def _draft(title: str, document: Understood, by: User | None) -> tuple[PolicyPage, str]:
    # The library's row is locked: two imports of one document at a time would make two pages.
    library = PolicyIndexPage.objects.select_for_update(of=("self",), no_key=True).get(locale=Locale.get_default())
    fingerprint = fingerprint_of(document)
    known = PolicyPage.objects.child_of(library)
    if same := known.filter(import_fingerprint=fingerprint).first():
        return same, "unchanged"
    values = _values(title, document) | {"import_fingerprint": fingerprint}
    number = normalised(values.get("document_number", ""))
    page = known.filter(document_number=number).first() if number else None
    if page is None:
        # Offices send a document of the same title each year: another number is another document.
        named = known.filter(title=title)
        page = (named.filter(document_number="") if number else named).first()
    if page is None:
        page = library.add_child(instance=PolicyPage(live=False, has_unpublished_changes=True, owner=by, **values))
        page.save_revision(user=by, log_action="wagtail.create")
        return page, "new"
    draft = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    revision = draft.save_revision(user=by, log_action=True, clean=False)
    PolicyPage.objects.filter(pk=page.pk).update(import_fingerprint=fingerprint)
    if (task := page.current_workflow_task_state) is not None:
        # Who is asked to read it second reads what was imported last.
        task.revision = revision
        task.save(update_fields=["revision"])
    return page, "revised"


def _area(issuer: str) -> Area | None:
    """The area whose name the first issuer bears; the innermost of several, none when two bear it."""
    levels = (AreaLevel.PROVINCE, AreaLevel.CITY, AreaLevel.COUNTY)
    first = issuer.partition("、")[0]
    named = [area for area in Area.objects.filter(level__in=levels) if area.name in first]
    inmost = [area for area in named if not any(other != area and area.contains(other.code) for other in named)]
    return inmost[0] if len(inmost) == 1 else None


def _values(title: str, document: Understood) -> dict[str, Any]:
    """The fields the document fills; what was not recognised is left as an editor may have written it."""
    details = document.details
    found = {
        "document_number": details.number[:80],
        "issuing_body": details.issuer[:120],
        "level": details.level,
        "area": _area(details.issuer),
        **{name: getattr(details, name) for name in DAYS},
    }
    return {
        "title": title,
        "body": json.dumps(body_of(document)),
        "review_flags": [{"code": doubt["code"], "where": doubt["where"]} for doubt in details.doubts],
        **{name: value for name, value in found.items() if value},
    }
