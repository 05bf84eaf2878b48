"""A page and its translations are one in every act: taken down, expired, deleted, moved to another address, dated.

Each rule hangs on the signal with which its act ends in Wagtail, so that no screen, bulk action, command or call goes
round it (docs/decisions/0020). The words of a translation are its own, its facts are not.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import Page, PageQuerySet, Revision
from wagtail.signals import page_published, page_slug_changed, page_unpublished

from home.models.base import PublicPage
from home.permissions import HOME_DEPTH
from portal.changes.changing import change_of_state

# In the history of a page: what was decided on its translation.
FACTS_CARRIED = "home.facts_of_translation"
# What a document or a visit is, in whatever language it is told. Its number is written in each in its own letters.
SHARED = (
    *("level", "issued_on", "in_force_from", "in_force_until", "repealed_on", "area"),
    *("is_example", "source_url", "last_reviewed_on", "last_reviewed_by", "date"),
)


def connect() -> None:
    """Called from AppConfig.ready()."""
    pre_save.connect(note_leaving, dispatch_uid="home.twins.leaving")
    post_save.connect(take_along, dispatch_uid="home.twins.along")
    page_unpublished.connect(take_down_twins, dispatch_uid="home.twins.down")
    pre_delete.connect(take_down_twins_of_deleted, dispatch_uid="home.twins.deleted")
    page_slug_changed.connect(move_twins, dispatch_uid="home.twins.moved")
    page_published.connect(carry_facts, dispatch_uid="home.twins.facts")


def twins_of(page: Page) -> PageQuerySet:
    """The same page in the other languages, published or not; none of a home page: those are languages, not pages."""
    found: PageQuerySet = page.get_translations()
    return found.filter(depth__gt=HOME_DEPTH)


def live_twins(page: Page) -> list[Page]:
    """Those the public reads: one query."""
    return list(twins_of(page).live().select_related("locale"))


def note_leaving(sender: type[models.Model], instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Whether what is about to be saved takes a page from the public. A receiver of `pre_save`."""
    if isinstance(instance, Page) and instance.pk and not instance.live and not update_fields:
        instance._leaves_the_public = Page.objects.filter(pk=instance.pk, live=True).exists()


def take_along(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """In the same commit: `page_unpublished` comes after it, and never where the database stops right then.

    A receiver of `post_save`.
    """
    if getattr(instance, "_leaves_the_public", False):
        instance._leaves_the_public = False
        take_down_twins(instance)


@change_of_state
def take_down_twins(instance: Page, **kwargs: Any) -> None:
    """What left the public takes its translations along, and what of them waits or was set for a later hour.

    Also a receiver of `page_unpublished`: what of them waits may have come since.
    """
    if not isinstance(instance.specific_deferred, PublicPage):
        return
    by = get_active_log_context().user
    for twin in twins_of(instance).specific():
        twin.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
        if state := twin.current_workflow_state:
            state.cancel(user=by)
        if twin.live:
            twin.unpublish(user=by, set_expired=instance.expired)


def take_down_twins_of_deleted(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Deleting what is public takes it from the public; its translations stay as drafts. A receiver of `pre_delete`."""
    if isinstance(instance, PublicPage) and instance.live and instance.depth > HOME_DEPTH:
        take_down_twins(instance)


def move_twins(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    """Translations that had the same last part of their address get the new one; the old leads there by itself.

    A receiver of `page_slug_changed`. A translation with a word of its own keeps it.
    """
    for twin in twins_of(instance).filter(slug=instance_before.slug).specific():
        if not Page._slug_is_available(instance.slug, twin.get_parent(), twin):
            continue
        twin.slug = instance.slug
        twin.save(clean=False)
        _note_in_drafts(twin, {"slug": instance.slug})
        log(twin, FACTS_CARRIED, user=get_active_log_context().user)


@change_of_state
def carry_facts(instance: Page, **kwargs: Any) -> None:
    """Dates, area and review of what was just approved hold for the translations too, drafts included.

    A receiver of `page_published`.
    """
    names = [field.name for field in instance._meta.concrete_fields if field.name in SHARED]
    if not names or not isinstance(instance, PublicPage):
        return
    kept = instance.serializable_data()
    for twin in twins_of(instance).specific():
        other = twin.serializable_data()
        changed = [name for name in names if name in other and other[name] != kept[name]]
        for name in changed:
            setattr(twin, name, getattr(instance, name))
        if changed:
            twin.save(clean=False)
            log(twin, FACTS_CARRIED, user=get_active_log_context().user, data={"fields": changed})
        _note_in_drafts(twin, {name: kept[name] for name in names if name in other})


def _note_in_drafts(page: Page, facts: dict[str, Any]) -> None:
    """The newest version and those set for later say the same, so that publishing them takes nothing back."""
    wanted = models.Q(pk=page.latest_revision_id) | models.Q(approved_go_live_at__isnull=False)
    for revision in Revision.objects.for_instance(page).filter(wanted):
        if any(revision.content.get(name) != value for name, value in facts.items()):
            content = revision.content | facts
            Revision.objects.filter(pk=revision.pk).update(content=content)
