"""The workflow every public page goes through, and who is told about what."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin import signal_handlers
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import Page, Task, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask
from wagtail.signals import page_unpublished, task_submitted, workflow_approved, workflow_rejected

from home.enums.editorial import EditorialReason
from home.models import HomePage, SecondReaderTask
from home.permissions import OPENED, READ_SECOND, SHOWS, approve_denied_reason, has_opened
from home.references import fingerprint
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.notify.circles import CIRCLES, Circle, members
from portal.notify.outbox import notify

from ...actions import ContentAction
from .page_checks import content_denied_reason

# Names are kept in the database, in the language of the people who work with them.
NAME = "两人审核"
STEP = "第二人审阅"
WAGTAILS = "Moderators approval"  # made by its first migration; here it would be a way past the second reader
ONE_MESSAGE_IN = 10 * 60
READERS, WRITERS = "readers:", "writers:"


def plant_workflow(**kwargs: Any) -> None:
    """Every page below a home page goes through the second reader. A receiver of `post_migrate`."""
    task = SecondReaderTask.objects.first() or SecondReaderTask.objects.create(name=STEP)
    step = WorkflowTask.objects.filter(task=task, workflow__name=NAME).select_related("workflow").first()
    workflow = step.workflow if step else Workflow.objects.create(name=NAME)
    if step is None:
        WorkflowTask.objects.create(workflow=workflow, task=task)
    for unused in (Workflow, Task):
        unused.objects.filter(name=WAGTAILS).delete()
    for home in HomePage.objects.all():
        WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})


@change_of_state
def publish_from_the_machine(page: Page) -> bool:
    """Publish the newest version without a second reader: only who runs the machine can, and it is on the record.

    Returns whether it did: what holds an ID number or a family's phone stays a draft.
    """
    if content_denied_reason(page.get_latest_revision_as_object()) == EditorialReason.MUST_NOT_BE_PUBLISHED:
        return False
    page.get_latest_revision().publish()
    record(ContentAction.PUBLISHED_ALONE, actor=None, target=page)
    return True


def note_opened(page_id: int, user: User) -> None:
    """Keep in the page's history that a second reader has the newest version on the screen, once while it waits.

    Call it before the screen is made, so that a version saved in the meantime does not count as opened.
    """
    page = Page.objects.filter(pk=page_id).select_related("latest_revision").first()
    state = page.current_workflow_state if page else None
    if page is None or state is None:
        return
    newest = page.latest_revision
    if approve_denied_reason(user, revision=newest, state=state) is None and not has_opened(user, newest):
        log(page, OPENED, user=user, revision=newest, data={SHOWS: fingerprint(newest.as_object())})


def readers() -> list[User]:
    """Everyone who may be a second reader: with the right, and an editor today."""
    app, codename = READ_SECOND.split(".")
    rights = {"groups__permissions__content_type__app_label": app, "groups__permissions__codename": codename}
    today = Assignment.objects.serving(Role.EDITOR).values("user")
    return list(User.objects.filter(is_superuser=False, pk__in=today, **rights).distinct())


def connect() -> None:
    """Our messages at each turn of the workflow instead of Wagtail's. Called from AppConfig.ready()."""
    _silence_wagtail()
    CIRCLES.add(Circle(lambda user, _key: user in readers()), name=READERS[:-1])
    CIRCLES.add(members(lambda _key: readers()), name=WRITERS[:-1])
    task_submitted.connect(tell_readers, dispatch_uid="home.tell_readers")
    for signal in (workflow_approved, workflow_rejected):
        signal.connect(tell_writer, dispatch_uid="home.tell_writer")
    page_unpublished.connect(tell_of_taking_down, dispatch_uid="home.tell_of_taking_down")


def _silence_wagtail() -> None:
    """Wagtail's own e-mails carry readers' comments and are sent while the editor waits: the outbox does it instead."""
    for notifier in (
        signal_handlers.task_submission_email_notifier,
        signal_handlers.workflow_submission_email_notifier,
        signal_handlers.workflow_approval_email_notifier,
        signal_handlers.workflow_rejection_email_notifier,
    ):
        notifier.valid_classes = ()  # what it answers to


def tell_readers(instance: TaskState, **kwargs: Any) -> None:
    """Whoever can approve the page hears that it waits. A receiver of `task_submitted`."""
    task = instance.task.specific
    if not isinstance(task, SecondReaderTask):
        return
    page = instance.workflow_state.content_object
    for reader in readers():
        # The state is being saved while this runs: ask about the version and who submitted it.
        if reader.pk not in {instance.revision.user_id, instance.workflow_state.requested_by_id}:
            _tell(reader, "page_waits", page, key=f"page.waits:{instance.pk}:{reader.pk}", circle=READERS)


def tell_writer(instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    """Whoever submitted the page hears what became of it; one who has left does not, but the other editors do.

    A receiver of `workflow_approved` and `workflow_rejected`.
    """
    writer = instance.requested_by
    if writer is None or writer == user or instance.status not in _ENDINGS:
        return
    template, page, today = _ENDINGS[instance.status], instance.content_object, readers()
    for editor in [writer] if writer in today else [one for one in today if one != user]:
        key = f"page.{instance.status}:{instance.current_task_state_id}:{editor.pk}"
        _tell(editor, template, page, key=key, circle=WRITERS)


def tell_of_taking_down(instance: Page, **kwargs: Any) -> None:
    """The other editors hear at once that a page is gone, in one message for many. A receiver of `page_unpublished`."""
    by = get_active_log_context().user
    batch = int(timezone.now().timestamp() // ONE_MESSAGE_IN)
    for editor in readers() if by else []:
        if editor.pk != by.pk:
            key = f"page.down:{batch}:{by.pk}:{editor.pk}"
            notify(editor, "page_taken_down", key=key, circle=READERS, title=instance.title)


_ENDINGS = {WorkflowState.STATUS_APPROVED: "page_approved", WorkflowState.STATUS_NEEDS_CHANGES: "page_sent_back"}


def _tell(user: User, template: str, page: Any, *, key: str, circle: str) -> None:
    """The title and nothing else of the page: a reader's comment may name what must not leave the site."""
    notify(user, template, key=key, circle=circle, title=page.get_latest_revision_as_object().title, page=page.pk)
