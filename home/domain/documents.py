"""Which files of the library are public: those that something published points to."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from home.enums import EditorialReason
from portal.accounts.models import User
from portal.denied import Denied


def may_be_read(document: Any, user: Any) -> bool:
    """Whether `user` gets this file: visitors what a live page or a setting points to, those in the admin everything.

    Addresses of files count up, so a draft's attachment is not hidden by its address.
    """
    inside = isinstance(user, User) and user.has_perm("wagtailadmin.access_admin")
    return inside or is_public(document)


def is_public(document: Any) -> bool:
    """Whether a page that is live, or something that has no drafts, points to it: two queries."""
    elsewhere = ReferenceIndex.get_references_to(document).exclude(base_content_type=_pages())
    return elsewhere.exists() or on_a_live_page(document)


def on_a_live_page(document: Any) -> bool:
    """Whether a page that is live points to it."""
    live = Page.objects.live().public().annotate(key=Cast("pk", CharField())).values("key")
    references = ReferenceIndex.get_references_to(document)
    return references.filter(base_content_type=_pages(), object_id__in=live).exists()


def keep_what_is_on_a_live_page(instance: Any, **kwargs: Any) -> None:
    """A receiver of `pre_delete`: one editor takes a page down, which another puts back, but destroys nothing on it.

    Raises Denied, whatever way the request came.
    """
    if on_a_live_page(instance):
        raise Denied(EditorialReason.FILE_IN_USE)


def _pages() -> ContentType:
    return ContentType.objects.get_for_model(Page, for_concrete_model=False)
