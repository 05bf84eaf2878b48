"""Pages on their way to a second reader."""

from __future__ import annotations

from django.urls import reverse
from wagtail.models import Page

from home.editorial.domain.second_reader import note_opened
from home.models import NewsPage
from tests.factories import home as make


def draft_by(user, slug="p"):
    page = make.news(slug)
    page.unpublish()
    page = NewsPage.objects.get(pk=page.pk)
    page.title = "安娜写的"
    page.save_revision(user=user)
    return page


def submitted(page, by):
    """The page again, waiting for a second reader."""
    page.get_workflow().start(page, by)
    return type(page).objects.get(pk=page.pk)


def approve(page, by):
    """The second reader opens the newest version and approves it."""
    page = type(page).objects.get(pk=page.pk)
    note_opened(page.pk, by)
    page.current_workflow_task.on_action(page.current_workflow_task_state, by, "approve")


def form_of(page, **more):
    """What the edit form posts for a page with nothing filled in but the title."""
    day = str(page.date)
    empty = {
        "date": day,
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    return {"title": "安娜写的", "slug": page.slug, "summary": "", **empty, **more}


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
