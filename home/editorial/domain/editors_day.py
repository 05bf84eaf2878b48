"""What an editor should look at today: the first rows of each list and how many there are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from home.models import PolicyPage
from home.permissions import approve_denied_reason, may_read_second
from portal.accounts.models import User

SHOWN = 6
YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Row:
    """One page and what is to be known about it."""

    page: int
    title: str
    note: str


@dataclass(frozen=True)
class List:
    """One list: its first rows, and how many there are."""

    heading: str
    rows: list[Row]
    total: int


def lists_for(user: User) -> list[List]:
    """What waits for this person, then what the site needs; empty lists are left out. A constant number of queries."""
    today = timezone.localdate()
    found = [waiting_for(user), _marked(), _unreviewed(today), _going_live(), _coming_down()]
    return [one for one in found if one.rows]


def waiting_for(user: User) -> List:
    """Pages this person can approve as second reader, the longest waiting first."""
    heading = _("Waiting for you as second reader")
    if not may_read_second(user):
        return List(heading, [], 0)
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__secondreadertask__isnull=False)
    states = states.select_related("workflow_state").order_by("started_at")
    numbers = {state.pk: int(state.workflow_state.object_id) for state in states}
    pages = Page.objects.select_related("latest_revision").in_bulk(set(numbers.values()))
    rows, writers = [], _writers(pages.values(), [state.workflow_state for state in states])
    for state in states:
        page, flow = pages[numbers[state.pk]], state.workflow_state
        # One instance for each writer: who they are is asked once, however many pages wait.
        page.latest_revision.user = writers.get(page.latest_revision.user_id)
        flow.requested_by = writers.get(flow.requested_by_id)
        if approve_denied_reason(user, revision=page.latest_revision, state=flow) is None:
            since = date_format(timezone.localtime(state.started_at), "MONTH_DAY_FORMAT")
            note = _("from %(name)s, since %(day)s") % {"name": flow.requested_by or "—", "day": since}
            rows.append(Row(page.pk, page.draft_title, note))
    return List(heading, rows[:SHOWN], len(rows))


def _writers(pages: Iterable[Page], flows: Iterable[WorkflowState]) -> dict[int, User]:
    written = {page.latest_revision.user_id for page in pages} | {flow.requested_by_id for flow in flows}
    return User.objects.in_bulk(written - {None})


def _marked() -> List:
    """Drafts in which a place is still marked “to check before publishing”, most of them imported."""
    drafts = Page.objects.filter(Q(live=False) | Q(has_unpublished_changes=True))
    drafts = drafts.filter(latest_revision__content__body__icontains='"to_check"').order_by(
        "-latest_revision_created_at"
    )
    return _list(_("Drafts with places to check"), drafts, _changed)


def _changed(page: Page) -> str:
    return _hour(page.latest_revision_created_at)


def _unreviewed(today: datetime.date) -> List:
    """Policies in the library that nobody has compared with the official text for a year."""
    old = Q(last_reviewed_on__lt=today - YEAR)
    never = Q(last_reviewed_on=None, first_published_at__date__lt=today - YEAR)
    policies = PolicyPage.objects.live().filter(old | never).order_by("last_reviewed_on", "pk")
    return _list(_("Policies nobody has reviewed for a year"), policies, _last_review)


def _last_review(policy: Any) -> str:
    day = policy.last_reviewed_on
    return _("last reviewed on %(day)s") % {"day": date_format(day)} if day else _("never reviewed")


def _going_live() -> List:
    ahead = Revision.page_revisions.filter(approved_go_live_at__isnull=False).order_by("approved_go_live_at")
    hours = {int(number): hour for number, hour in ahead.values_list("object_id", "approved_go_live_at")}
    pages = sorted(Page.objects.filter(pk__in=hours), key=lambda page: hours[page.pk])
    rows = [Row(page.pk, page.draft_title, _hour(hours[page.pk])) for page in pages]
    return List(_("Going live by themselves"), rows[:SHOWN], len(rows))


def _coming_down() -> List:
    pages = Page.objects.live().filter(expire_at__gt=timezone.now()).order_by("expire_at")
    return _list(_("Coming down by themselves"), pages, lambda page: _hour(page.expire_at))


def _hour(moment: datetime.datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _list(heading: str, pages: QuerySet[Any], note: Any) -> List:
    rows = [Row(page.pk, page.draft_title, note(page)) for page in pages[:SHOWN]]
    return List(heading, rows, len(rows) if len(rows) < SHOWN else pages.count())
