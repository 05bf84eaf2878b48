"""The step of Wagtail's workflow in which somebody else reads a page before it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState

from home.enums.editorial import EditorialReason
from home.permissions import approve_denied_reason, has_opened, may_read_second
from portal.accounts.enums import IndependenceReason
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse

from .base import original_is_down, places_to_check

if TYPE_CHECKING:
    from portal.accounts.models import User

# The rules of what a text must not say stand above the models, so they are named as text.
CONTENT_CHECK = "home.editorial.domain.page_checks.content_denied_reason"


class SecondReaderTask(Task):
    """Approval by an editor who neither wrote nor submitted the version that goes live, and has opened it."""

    class Meta:
        verbose_name = _("second reader")
        verbose_name_plural = _("second readers")
        permissions = [("approve_as_second_reader", "Can approve pages as second reader")]

    def denied_reason(self, page: Page, user: User) -> EditorialReason | IndependenceReason | None:
        """Why `user` cannot approve the newest version of the page; None when they can."""
        state = page.current_workflow_state
        if state is None:
            return EditorialReason.NOT_WAITING
        return approve_denied_reason(user, revision=page.get_latest_revision(), state=state)

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        """What Wagtail offers this person; whoever wrote it can only withdraw it."""
        reason = self.denied_reason(obj, user)
        if reason and reason != EditorialReason.CORRECTED:
            return []
        if reason or places_to_check(obj.get_latest_revision_as_object()):
            return [("reject", _("Ask for changes"), True)]
        return [
            ("reject", _("Ask for changes"), True),
            ("approve", _("Approve and publish"), False),
            ("approve", _("Approve and publish, with a comment"), True),
        ]

    @change_of_state
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> Any:
        """Approve or ask for changes. Raises Denied, whatever way the request came."""
        page = Page.objects.select_for_update(no_key=True).get(pk=task_state.workflow_state.object_id)
        task_state.refresh_from_db()
        reason = self.denied_reason(page.specific, user)
        if action_name == "approve":
            reason = reason or self._not_to_be_published(page, user)
        elif reason == EditorialReason.CORRECTED and action_name == "reject":
            reason = None
        refuse(reason)
        return super().on_action(task_state, user, action_name, **kwargs)

    @staticmethod
    def _not_to_be_published(page: Page, user: User) -> EditorialReason | None:
        """What stands against the newest version itself, whoever may approve it."""
        if not has_opened(user, page.get_latest_revision()):
            return EditorialReason.NOT_OPENED
        if original_is_down(page):
            return EditorialReason.ORIGINAL_DOWN
        draft = page.get_latest_revision_as_object()
        reason: EditorialReason | None = import_string(CONTENT_CHECK)(draft)
        return reason or (EditorialReason.TO_CHECK if places_to_check(draft) else None)

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        """A reader opens the page with its text and the checks."""
        return may_read_second(user)

    def locked_for_user(self, obj: Page, user: User) -> bool:
        """While it waits, only readers correct it; who submitted it withdraws it first."""
        if not may_read_second(user):
            return True
        state = obj.current_workflow_state
        own = state is not None and state.requested_by_id == user.pk
        return own and self.denied_reason(obj, user) is not None

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:
        """What waits for this person: for the dashboard and its reports."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("workflow_state")
        if not may_read_second(user):
            return TaskState.objects.none()
        mine = [state.pk for state in waiting if not self.denied_reason(state.workflow_state.content_object, user)]
        return TaskState.objects.filter(pk__in=mine)

    @classmethod
    def get_description(cls) -> Any:
        """For the list of tasks."""
        return _("An editor who neither wrote nor submitted the page approves it, and that publishes it")
