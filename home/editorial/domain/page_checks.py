"""The checks of a whole page: every text of it, who has looked at the doubts, and whether it may be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry
from wagtail.rich_text import get_text_for_indexing

from home.enums.editorial import EditorialReason
from home.models import Hotline, Office
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state

from ...actions import ContentAction
from .content_checks import Doubt, doubts_in

CHECKED = "home.no_child_recognised"
_NOT_TEXT = {"path", "url_path", "draft_title"}


@dataclass(frozen=True)
class PageDoubt:
    """A doubt, and in which part of the page it stands."""

    where: str
    doubt: Doubt


def texts_of(page: Page) -> Iterator[tuple[str, str]]:
    """Each text that readers or search engines get, with the name of its place: fields, blocks, pictures, files."""
    yield from _texts_of_fields(page)
    for relation in get_all_child_relations(page):
        for row in getattr(page, relation.get_accessor_name()).all():
            yield from _texts_of_fields(row)


def _texts_of_fields(row: models.Model) -> Iterator[tuple[str, str]]:
    for field in row._meta.concrete_fields:
        name = str(getattr(field, "verbose_name", field.name))
        if isinstance(field, StreamField):
            yield from _texts_of_blocks(getattr(row, field.name))
        elif isinstance(field, models.ForeignKey):
            yield from _texts_of_file(name, getattr(row, field.name) if _is_library(field) else None)
        elif _is_text(field):
            text = get_text_for_indexing(str(getattr(row, field.name) or ""))
            yield name, re.sub(r"[_-]", " ", text) if field.name == "slug" else text


def _is_text(field: models.Field[Any, Any]) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and field.editable and not field.choices and field.name not in _NOT_TEXT


def _is_library(field: models.ForeignKey[Any, Any]) -> bool:
    return hasattr(field.related_model, "filename")


def _texts_of_blocks(stream: StreamValue) -> Iterator[tuple[str, str]]:
    for number, child in enumerate(stream, start=1):
        where = f"{child.block.label} {number}"
        for text in child.block.get_searchable_content(child.value):
            yield where, str(text)
        for file in _files(child.value):
            yield from _texts_of_file(where, file)


def _files(value: Any) -> Iterator[Any]:
    if hasattr(value, "filename"):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _files(inner)


def _texts_of_file(where: str, file: Any) -> Iterator[tuple[str, str]]:
    """A picture or document shows its title; its file name travels with every copy."""
    if file is not None:
        for text in (file.title, getattr(file, "description", ""), re.sub(r"[_-]", " ", file.filename)):
            yield f"{where}（{file.title}）", str(text or "")


def known_phones() -> frozenset[str]:
    """What the site shows as a hotline or an office's number, digits only: two queries."""
    numbers = [*Hotline.objects.values_list("number", flat=True), *Office.objects.values_list("phone", flat=True)]
    return frozenset(re.sub(r"\D", "", number) for number in numbers)


def doubts_of(page: Page) -> list[PageDoubt]:
    """All doubts of the page as it is given, each once for each place."""
    known = known_phones()
    found = [PageDoubt(where, doubt) for where, text in texts_of(page) for doubt in doubts_in(text, known_phones=known)]
    return list({(one.where, one.doubt.start, one.doubt.fingerprint): one for one in found}.values())


def checks_of(page: Page) -> list[PageLogEntry]:
    """Who has looked and found that no child can be recognised, the newest first."""
    entries = PageLogEntry.objects.filter(page=page.pk, action=CHECKED) if page.pk else PageLogEntry.objects.none()
    return list(entries.select_related("user").order_by("-timestamp"))


def unchecked(page: Page, doubts: list[PageDoubt]) -> list[PageDoubt]:
    """The doubts nobody has looked at yet; what blocks is never settled by looking."""
    seen = {mark for entry in checks_of(page) for mark in entry.data.get("doubts", [])}
    return [one for one in doubts if one.doubt.blocks or one.doubt.fingerprint not in seen]


def content_denied_reason(page: Page) -> EditorialReason | None:
    """Why this text cannot be published, whoever approves it."""
    left = unchecked(page, doubts_of(page))
    if any(one.doubt.blocks for one in left):
        return EditorialReason.MUST_NOT_BE_PUBLISHED
    return EditorialReason.NOT_CHECKED if left else None


@change_of_state
def note_check(page: Page, doubts: list[PageDoubt], *, by: User) -> None:
    """Keep who has checked and what; in the page's history and in the audit log."""
    marks = sorted({one.doubt.fingerprint for one in doubts if not one.doubt.blocks})
    if not marks:
        return
    log(instance=page, action=CHECKED, user=by, data={"doubts": marks})
    record(ContentAction.PAGE_CHECKED, actor=by, target=page, count=len(marks))
