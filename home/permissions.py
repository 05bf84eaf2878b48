"""Who may publish, approve and take down public pages: nobody alone, and taking down at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import PageLogEntry, PagePermissionTester, Revision, TaskState, WorkflowState

from portal.accounts.domain.independence import same_person, second_denied_reason
from portal.accounts.enums import Capability, IndependenceReason

from .enums.editorial import EditorialReason
from .references import fingerprint

if TYPE_CHECKING:
    from portal.accounts.models import User

# Below the root of all pages: the home page of a language.
HOME_DEPTH = 2
READ_SECOND = "home.approve_as_second_reader"
# In the history of a page: a second reader had this very version on the screen.
OPENED = "home.opened"
# With it, of what it showed by reference, the fingerprint.
SHOWS = "shows"


def may_read_second(user: User) -> bool:
    """Whether this person is one of the editors; a technical account runs the machine and approves nothing."""
    return not user.is_superuser and user.has_perm(READ_SECOND)


def approve_denied_reason(
    user: User, *, revision: Revision, state: WorkflowState
) -> EditorialReason | IndependenceReason | None:
    """Why this person cannot be the second reader of the version that would go live; None when they can.

    Whoever wrote it cannot; whoever submitted it cannot either, unless another editor corrected it since. Then only
    they can: somebody else may still have the text before the correction on the screen.
    """
    if not may_read_second(user):
        return EditorialReason.NOT_A_READER
    if _is(user, revision.user):
        return EditorialReason.OWN_VERSION
    corrected = revision.created_at > state.created_at
    if _is(user, state.requested_by) and not corrected:
        return EditorialReason.OWN_SUBMISSION
    if corrected and state.requested_by_id not in {user.pk, revision.user_id}:
        return EditorialReason.CORRECTED
    # The version may be corrected later by who submitted it: what was submitted is what began.
    firsts = [one for one in (revision.user, state.requested_by) if one is not None and one.pk != user.pk]
    began = min(revision.created_at, state.created_at)
    return second_denied_reason(user, firsts=firsts, began=began, capability=Capability.EDIT_CONTENT, path=None)


def _is(user: User, other: User | None) -> bool:
    return other is not None and same_person(user, other)


def has_opened(user: User, revision: Revision) -> bool:
    """Whether this person has had the version on the screen as it is now, with the pictures and files it shows.

    Not before it was last saved, for typing goes on in one version; and not with another picture or file in it.
    """
    entries = PageLogEntry.objects.filter(action=OPENED, user=user, revision=revision)
    seen = entries.filter(timestamp__gte=revision.created_at).values_list("data", flat=True)
    now = fingerprint(revision.as_object()) if seen else ""
    return any(data.get(SHOWS) == now for data in seen)


def publish_denied_reason(user: User, revision: Revision) -> EditorialReason | IndependenceReason | None:
    """Why this person cannot make the version live: it takes their approval, as a second reader, of this version."""
    approved = TaskState.objects.filter(
        workflow_state__base_content_type=revision.base_content_type,
        workflow_state__object_id=revision.object_id,
        task__secondreadertask__isnull=False,
        status=TaskState.STATUS_APPROVED,
        finished_by_id=user.pk,
        finished_at__gte=revision.created_at,
    )
    last = approved.select_related("workflow_state").order_by("-finished_at").first()
    if last is None:
        return EditorialReason.NOT_READ
    reason = approve_denied_reason(user, revision=revision, state=last.workflow_state)
    return reason or (None if has_opened(user, revision) else EditorialReason.NOT_OPENED)


class TwoReaders(PagePermissionTester):
    """What someone may do with a public page: write and take down alone, publish only through a second reader.

    The same for technical accounts: Wagtail asks here before every way of publishing.
    """

    def can_publish(self) -> bool:
        """Never directly."""
        return False

    def can_publish_subpage(self) -> bool:
        """Never directly."""
        return False

    def can_unpublish(self) -> bool:
        """Whoever may edit takes a harmful page down at once, even while it waits for a reader; not the whole site."""
        return bool(self.page.live and self.can_edit() and self.page.depth > HOME_DEPTH)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Drafts; what was public once is taken down and kept. Only a technical account removes it for good."""
        pages = self.page.get_descendants(inclusive=True)
        was_public = not self.user.is_superuser and pages.filter(first_published_at__isnull=False).exists()
        return not was_public and bool(super().can_delete(ignore_bulk=ignore_bulk))

    def can_unschedule(self) -> bool:
        """Stopping a publication is no publication."""
        return bool(self.can_edit())

    def can_reorder_children(self) -> bool:
        """The order of pages says nothing that was not read."""
        return bool(self.can_edit())


def may_keep_danger_words(user: User) -> bool:
    """Whether this person adds danger words: safeguarding officers on the desk, editors in the admin."""
    return may_read_second(user) or user.can(Capability.HANDLE_CONCERN)
