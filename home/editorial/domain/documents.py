"""Which files of the library are public: those that something published points to."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from wagtail.images.models import AbstractRendition
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, ReferenceIndex

from home.enums.editorial import EditorialReason
from home.references import is_promised, shown_of
from portal.accounts.models import User
from portal.changes.denied import Denied


def may_be_read(document: Any, user: Any) -> bool:
    """Whether `user` gets this file: visitors what a live page or a setting points to, those in the admin everything.

    Addresses of files count up, so a draft's attachment is not hidden by its address.
    """
    inside = isinstance(user, User) and user.has_perm("wagtailadmin.access_admin")
    return inside or is_public(document)


def is_public(document: Any) -> bool:
    """Whether a page that is live, or something that has no drafts, points to it: three queries."""
    elsewhere = ReferenceIndex.get_references_to(document).exclude(base_content_type=_pages())
    return elsewhere.exists() or _has_a_row(document) or on_a_live_page(document)


def _has_a_row(document: Any) -> bool:
    """Whether a row of a table points to it that Wagtail's index leaves out: a place's photo.

    The index keeps what belongs to a page, a snippet or a setting, and no other model (Wagtail 8.0).
    """
    return any(
        rows.related_model._default_manager.filter(**{rows.field.name: document.pk}).exists()
        for rows in document._meta.get_fields(include_hidden=True)
        if rows.auto_created and rows.one_to_many and not _is_of_wagtail(rows.related_model)
    )


def _is_of_wagtail(model: Any) -> bool:
    """Sizes of a picture; and what the index knows: a model that is registered, and the rows of one."""
    own_rows = any(isinstance(field, ParentalKey) for field in model._meta.fields)
    return own_rows or issubclass(model, AbstractRendition) or ReferenceIndex.is_indexed(model)


def on_a_live_page(document: Any) -> bool:
    """Whether a page that is live points to it."""
    live = Page.objects.live().public().annotate(key=Cast("pk", CharField())).values("key")
    references = ReferenceIndex.get_references_to(document)
    return references.filter(base_content_type=_pages(), object_id__in=live).exists()


def keep_what_is_on_a_live_page(instance: Any, **kwargs: Any) -> None:
    """A receiver of `pre_delete`: one editor takes a page down, which another puts back, but destroys nothing on it.

    Nor on what has no drafts, such as a place's photo: whoever takes that down does it there, not in the library.
    Raises Denied, whatever way the request came.
    """
    in_the_library = get_active_log_context().user is not None
    if on_a_live_page(instance) or is_promised(instance) or (in_the_library and is_public(instance)):
        raise Denied(EditorialReason.FILE_IN_USE)


def change_denied_reason(file: Any) -> EditorialReason | None:
    """Why one editor cannot change what the public sees of a picture or file: it takes a second person, as a page does.

    What is on no page that is live, or approved for a later hour, is changed freely; where it is on a page that
    waits, the second reader has to open the page again (`home.permissions.has_opened`).
    """
    return EditorialReason.FILE_SHOWN if is_public(file) or is_promised(file) else None


def changed_in(file: Any) -> list[str]:
    """What readers get that differs from what is stored: file, title, description, the middle of a picture."""
    kept = type(file)._default_manager.filter(pk=file.pk).first() if file.pk else None
    if kept is None:
        return []
    before, after = shown_of(kept), shown_of(file)
    new_file = file.file and not file.file._committed
    return [name for name, value in after.items() if before[name] != value or (name == "file" and new_file)]


def keep_what_is_shown(instance: Any, **kwargs: Any) -> None:
    """A receiver of `pre_save`: nobody changes alone what stands on a public page. Raises Denied.

    The site itself (planting, the demo, a computed hash) may.
    """
    if get_active_log_context().user and change_denied_reason(instance) and changed_in(instance):
        raise Denied(EditorialReason.FILE_SHOWN)


def _pages() -> ContentType:
    return ContentType.objects.get_for_model(Page, for_concrete_model=False)
