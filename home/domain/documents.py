"""Which files of the library are public: those that something published points to."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from portal.accounts.models import User


def may_be_read(document: Any, user: Any) -> bool:
    """Whether `user` gets this file: visitors what a live page or a setting points to, those in the admin everything.

    Addresses of files count up, so a draft's attachment is not hidden by its address.
    """
    inside = isinstance(user, User) and user.has_perm("wagtailadmin.access_admin")
    return inside or is_public(document)


def is_public(document: Any) -> bool:
    """Whether a page that is live, or something that has no drafts, points to it: two queries."""
    pages = ContentType.objects.get_for_model(Page, for_concrete_model=False)
    references = ReferenceIndex.get_references_to(document)
    if references.exclude(base_content_type=pages).exists():
        return True
    live = Page.objects.live().public().annotate(key=Cast("pk", CharField())).values("key")
    return references.filter(base_content_type=pages, object_id__in=live).exists()
