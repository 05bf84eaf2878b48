"""What the edit screens of pages need to know about a page before it is published."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page, TaskState, WorkflowState

from home.editorial.domain.page_checks import PageDoubt, checks_of, doubts_of
from home.editorial.domain.twins import live_twins
from home.models import SecondReaderTask
from portal.accounts.models import User

register = template.Library()


@register.simple_tag
def page_doubts(page: Page) -> list[PageDoubt]:
    """`{% page_doubts page as found %}`: the doubts of the page as it stands in the form."""
    return doubts_of(page)


@register.simple_tag
def page_checks(page: Page) -> list[Any]:
    """`{% page_checks page as checks %}`: who has looked at them."""
    return checks_of(page)


@register.simple_tag
def reader_reason(page: Page, user: User) -> str:
    """`{% reader_reason page user as reason %}`: why this person cannot approve what waits, or nothing."""
    task = page.current_workflow_task if page.pk else None
    reason = task.denied_reason(page, user) if isinstance(task, SecondReaderTask) else None
    return str(reason.label) if reason else ""


@register.simple_tag
def sent_back(page: Page) -> TaskState | None:
    """`{% sent_back page as answer %}`: what the second reader wrote when asking for changes, until it is submitted."""
    state = page.current_workflow_state if page.pk else None
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    answer: TaskState | None = state.current_task_state
    return answer


@register.simple_tag
def going_too(page: Page) -> list[Page]:
    """`{% going_too page as twins %}`: the translations that leave the public with this page."""
    return live_twins(page)


@register.simple_tag
def going_too_with(items: list[dict[str, Any]]) -> list[Page]:
    """`{% going_too_with items as twins %}`: those of all pages chosen, without the chosen ones."""
    pages = [item["item"] for item in items]
    chosen = {page.pk for page in pages}
    return list({twin.pk: twin for page in pages for twin in live_twins(page) if twin.pk not in chosen}.values())
