"""The step of an import job: one file becomes a draft, and its bytes are forgotten."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.models import Collection

from home.enums.importing import ImportProblem
from home.models import PolicyAttachment, PolicyPage, PolicyUpload
from portal.accounts.models import User
from portal.jobs.models import Job

from .drafting import Imported, import_bytes
from .problems import CannotImport

# What the library of documents takes (settings.WAGTAILDOCS_EXTENSIONS).
KEPT = {".pdf", ".docx"}


def import_upload(job: Job, number: int) -> None:
    """Read one file of the job. Doing it again changes nothing: its bytes are gone by then."""
    upload = PolicyUpload.objects.get(job=job, position=number)
    content = bytes(upload.content)
    if not content and (upload.problem or upload.page_id):
        return
    try:
        with transaction.atomic():
            done = import_bytes(content, upload.title, by=job.asked_by)
            upload.page_id, upload.result = done.page_id, asdict(done)
            if upload.keep and done.result != "unchanged" and PurePath(upload.title).suffix.lower() in KEPT:
                _attach(done, content, upload.title, by=job.asked_by)
            _settle(upload)
    except CannotImport as refused:
        upload.problem = ImportProblem(refused.problem)
        _settle(upload)


def _settle(upload: PolicyUpload) -> None:
    upload.content = b""
    upload.save()


def _attach(done: Imported, content: bytes, name: str, *, by: User | None) -> None:
    """The file stays with the draft, to be downloaded once the page is public."""
    collection = Collection.get_first_root_node()
    ending = PurePath(name).suffix.lower()
    document = get_document_model()(title=done.title, collection=collection, uploaded_by_user=by)
    document.file.save(f"policy{ending}", ContentFile(content), save=False)
    document.file_size = len(content)
    document.save()
    draft = PolicyPage.objects.get(pk=done.page_id).get_latest_revision_as_object()
    draft.attachments.add(PolicyAttachment(document=document))
    draft.save_revision(user=by, clean=False)
