"""What follows when an editor changes or deletes something the public sees: pages are cached anew, files kept."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.models import Locale, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.pagecache.stamp import bump_on_commit
from portal.search.models import PromotedResult, Synonym

from .domain.documents import keep_what_is_on_a_live_page, keep_what_is_shown
from .models import Audience, BenefitStandard, EligibilityRule, Hotline, Office, Picture, SiteSettings, Topic
from .models.base import PublicPage


def forget_pages(**kwargs: Any) -> None:
    """Start a new generation of public pages once this transaction is committed."""
    bump_on_commit()


def _page_deleted(sender: Any, **kwargs: Any) -> None:
    if isinstance(kwargs.get("instance"), PublicPage):
        bump_on_commit()


def connect() -> None:
    """Called from AppConfig.ready()."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(forget_pages, dispatch_uid="home.forget_pages")
    post_delete.connect(_page_deleted, dispatch_uid="home.page_deleted")
    for library in (get_document_model(), Picture):
        uid = f"home.kept.{library.__name__}"
        pre_delete.connect(keep_what_is_on_a_live_page, sender=library, dispatch_uid=uid)
        pre_save.connect(keep_what_is_shown, sender=library, dispatch_uid=f"{uid}.as_shown")
    content = (Picture, Audience, Topic, BenefitStandard, Locale, Site, get_document_model(), PromotedResult, Synonym)
    for model in (SiteSettings, Hotline, Office, EligibilityRule, *content):
        for change in (post_save, post_delete):
            change.connect(forget_pages, sender=model, dispatch_uid=f"home.forget.{model.__name__}")
