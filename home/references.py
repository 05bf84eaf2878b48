"""What a version of a page shows by reference: pictures and files, which can change under it without a new version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page, ReferenceIndex, Revision, TaskState, WorkflowState

# What of a file readers get: its bytes, what it is called, what stands for it where it is not seen, how it is cut.
SHOWN = (
    *("file", "title", "description"),
    *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
)


def libraries() -> list[type[models.Model]]:
    """The models whose rows pages show by reference and that have no versions of their own."""
    return [apps.get_model("home", "Picture"), apps.get_model("wagtaildocs", "Document")]


def shown_of(file: models.Model) -> dict[str, str]:
    """What readers get of a picture or file, each value as text."""
    names = {field.name for field in file._meta.concrete_fields}
    return {name: str(getattr(file, name) or "") for name in SHOWN if name in names}


def files_of(page: Page) -> Iterator[tuple[type[models.Model], str]]:
    """Each picture and file a version of a page refers to, in fields, blocks, rich text and rows: (model, key)."""
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in libraries()}
    for kind, key, _model_path, _content_path in ReferenceIndex._extract_references_from_object(page):
        if kind in kinds:
            yield kinds[kind], str(key)


def fingerprint(page: Page) -> str:
    """The same as long as everything this version shows by reference is the same."""
    wanted: dict[type[models.Model], set[str]] = {}
    for model, key in files_of(page):
        wanted.setdefault(model, set()).add(key)
    found: list[Any] = []
    for model, keys in wanted.items():
        rows = {
            str(row.pk): shown_of(row) | {"bytes": _bytes_of(row)} for row in model._default_manager.filter(pk__in=keys)
        }
        found += [[model._meta.label, key, rows.get(key)] for key in sorted(keys)]
    return hashlib.sha256(json.dumps(sorted(found, key=str), sort_keys=True).encode()).hexdigest()


def _bytes_of(file: Any) -> str:
    """Of what lies in the storage now: a name can be given twice, and a kept hash can be out of date."""
    try:
        with file.file.open("rb") as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest()
    except OSError:
        return ""  # gone: that is a change too


def is_promised(file: models.Model) -> bool:
    """Whether a version that was approved for a later hour shows this picture or file."""
    return _is_shown_by(file, Revision.objects.filter(approved_go_live_at__isnull=False))


def is_waiting(file: models.Model) -> bool:
    """Whether a version that waits for a second reader shows this picture or file."""
    open_steps = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS
    )
    return _is_shown_by(file, Revision.objects.filter(pk__in=open_steps.values("revision")))


def _is_shown_by(file: models.Model, revisions: models.QuerySet[Revision]) -> bool:
    wanted = (type(file), str(file.pk))
    pages = (revision.as_object() for revision in revisions.iterator() if file.pk)
    return any(wanted in files_of(page) for page in pages if isinstance(page, Page))
