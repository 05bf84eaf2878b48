"""What follows when an editor changes or deletes something the public sees: pages are cached anew, files kept."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move, pre_page_move

from portal.pagecache.stamp import bump_on_commit, renew_on_commit
from portal.search.models import PromotedResult, Synonym

from .editorial.domain.documents import keep_what_is_on_a_live_page, keep_what_is_shown
from .models import Audience, BenefitStandard, EligibilityRule, Hotline, Office, Picture, SiteSettings, Topic

# What saving a draft writes on its page: nothing the public sees.
OF_A_DRAFT = frozenset({"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"})


def forget_pages(**kwargs: Any) -> None:
    """No copy of a public page is shown any longer, from before this is committed."""
    bump_on_commit()


def renew_pages(**kwargs: Any) -> None:
    """What follows a page's own change, after that was committed."""
    renew_on_commit()


def _page_changes(sender: Any, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Wagtail's own signals come when it is committed: too late where the database stops right then."""
    if not isinstance(instance, Page) or (update_fields and OF_A_DRAFT.issuperset(update_fields)):
        return
    if instance.live or not instance._state.adding:
        bump_on_commit()


def connect() -> None:
    """Called from AppConfig.ready()."""
    for signal in (page_published, page_unpublished):
        signal.connect(renew_pages, dispatch_uid="home.renew_pages")
    for signal in (pre_page_move, post_page_move):
        signal.connect(forget_pages, dispatch_uid="home.forget_pages")
    for change in (pre_save, pre_delete, post_delete):
        change.connect(_page_changes, dispatch_uid="home.page_changes")
    for library in (get_document_model(), Picture):
        uid = f"home.kept.{library.__name__}"
        pre_delete.connect(keep_what_is_on_a_live_page, sender=library, dispatch_uid=uid)
        pre_save.connect(keep_what_is_shown, sender=library, dispatch_uid=f"{uid}.as_shown")
    content = (Picture, Audience, Topic, BenefitStandard, Locale, Site, get_document_model(), PromotedResult, Synonym)
    for model in (SiteSettings, Hotline, Office, EligibilityRule, *content):
        for change in (pre_save, post_save, pre_delete, post_delete):
            change.connect(forget_pages, sender=model, dispatch_uid=f"home.forget.{model.__name__}")
