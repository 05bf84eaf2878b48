"""Lists and counts of reports for the desk, what is due first at the top."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, DateTimeField, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from portal.accounts.domain.identities import own_accounts
from portal.accounts.enums import Capability
from portal.accounts.models import Assignment, User
from portal.areas.scoping import ScopedQuerySet
from portal.desk.registry import Banner, Due
from portal.pages.dates import from_morning

from ..enums import OPEN, ConcernState, Part, Urgency
from ..models import Concern, ConcernPerson
from .alerts import STAGES
from .opening import unopened

UNOPENED, WAITING, SECOND, LEFT = "unopened", "waiting", "second", "left"
FOUND_AT_MOST = 20


def concerns_for(user: User) -> ScopedQuerySet:
    """The reports this person may see: unread first, then what waits for an answer, then by urgency, then by age."""
    order = Case(
        When(state=ConcernState.RECEIVED, in_flood=False, then=Value(0)),
        When(state=ConcernState.RECEIVED, then=Value(4)),
        When(added_at__isnull=False, then=Value(1)),
        When(state=ConcernState.TRIAGED, urgency=Urgency.NOW, then=Value(1)),
        When(state=ConcernState.TRIAGED, urgency=Urgency.DAYS, then=Value(2)),
        When(state=ConcernState.TRIAGED, then=Value(3)),
        default=Value(5),
        output_field=IntegerField(),
    )
    rows = Concern.objects.visible_to(user).select_related("area__parent")
    shut = ConcernPerson.objects.filter(concern=OuterRef("pk"), part=Part.NAMED, lifted_at=None)
    found: ScopedQuerySet = rows.annotate(due=order, has_named=Exists(shut)).order_by("due", "received_at", "pk")
    return found


def shown(rows: ScopedQuerySet, what: str, user: User) -> ScopedQuerySet:
    """The rows of one filter; without one all that is open."""
    if what == UNOPENED:
        # The column is empty for what was opened: a list goes on from the row seen last only by one that never is.
        since = Coalesce("unopened_since", "received_at", output_field=DateTimeField())
        return unopened(rows).annotate(waiting_since=since).order_by("waiting_since", "pk")
    if what == WAITING:
        return rows.filter(added_at__isnull=False)
    if what == SECOND:
        return to_sign(rows, user)
    if what == LEFT:
        return left_by_all(rows)
    if what in ConcernState.values:
        return rows.filter(state=what)
    return rows.filter(state__in=OPEN)


def to_sign(rows: ScopedQuerySet, user: User) -> ScopedQuerySet:
    """Those that wait for this person's second signature."""
    open_rows: ScopedQuerySet = rows.filter(state__in=OPEN, first_signatory__isnull=False)
    return open_rows.exclude(first_signatory__in=own_accounts(user))


def left_by_all(rows: ScopedQuerySet) -> ScopedQuerySet:
    """Open ones that were given to somebody, none of whom may open reports there today: each needs a new person."""
    found: ScopedQuerySet = rows.filter(_is_left())
    return found


def _is_left() -> Q:
    serving = Assignment.objects.holding(Capability.OPEN_CONCERN).filter(user__in=_given(OuterRef(OuterRef("pk"))))
    return Q(Exists(_given(OuterRef("pk"))), ~Exists(serving.around("area_path")), state__in=OPEN)


def _since_they_left() -> Coalesce:
    theirs = Assignment.objects.filter(user__in=_given(OuterRef(OuterRef("pk"))))
    return Coalesce(theirs.last_day(), TruncDate("received_at"))


def _given(concern: OuterRef) -> QuerySet[Any]:
    return ConcernPerson.objects.filter(concern=concern, part=Part.ASSIGNED, lifted_at=None).values("user")


def counts(user: User) -> dict[str, int]:
    """How many reports stand where, without those this person is shut out of."""
    rows = Concern.objects.visible_to(user)
    beside = rows.order_by().aggregate(
        waiting=Count("pk", filter=Q(added_at__isnull=False)), left=Count("pk", filter=_is_left())
    )
    return {
        **rows.counts_by("state"),
        WAITING: beside["waiting"],
        SECOND: to_sign(rows, user).count(),
        LEFT: beside["left"] if user.can(Capability.HANDLE_CONCERN) else 0,
    }


def due(user: User) -> Iterator[Due]:
    """For whoever handles reports: unread ones, what reporters added, open ones, second signatures, those who left."""
    if not user.can(Capability.OPEN_CONCERN):
        return
    index, rows = reverse("children:concerns"), Concern.objects.visible_to(user)
    unread, since = _counted(shown(rows, ConcernState.RECEIVED, user), "received_at")
    label = ngettext("report nobody has read", "reports nobody has read", unread)
    yield Due(unread, label, f"{index}?show=received", "late", since)
    beside = _beside(rows)
    new, since = beside["new"], beside["new_since"]
    label = ngettext("report with something new", "reports with something new", new)
    yield Due(new, label, f"{index}?show={WAITING}", "late", since)
    signing, since = _counted(to_sign(rows, user), "triaged_at")
    label = ngettext("report to sign as the second", "reports to sign as the second", signing)
    yield Due(signing, label, f"{index}?show={SECOND}", "soon", since)
    looked_into, since = _counted(shown(rows, ConcernState.TRIAGED, user), "triaged_at")
    label = ngettext("report being looked into", "reports being looked into", looked_into)
    yield Due(looked_into, label, f"{index}?show=triaged", "soon", since)
    if beside["left"] and user.can(Capability.HANDLE_CONCERN):
        label = ngettext(
            "report needs a new person: who had it has left",
            "reports need a new person: who had them has left",
            beside["left"],
        )
        yield Due(beside["left"], label, f"{index}?show={LEFT}", "late", from_morning(beside["left_since"]))


def _beside(rows: ScopedQuerySet) -> dict[str, Any]:
    """What there is to do whatever the state, each with since when; one query."""
    new, left = Q(added_at__isnull=False), _is_left()
    found: dict[str, Any] = rows.order_by().aggregate(
        new=Count("pk", filter=new),
        new_since=Min("added_at", filter=new),
        left=Count("pk", filter=left),
        left_since=Min(_since_they_left(), filter=left),
    )
    return found


def _counted(rows: ScopedQuerySet, moment: str) -> tuple[int, datetime | None]:
    found = rows.order_by().aggregate(count=Count("pk"), since=Min(moment))
    return found["count"], found["since"]


def banner(user: User) -> Banner | None:
    """For whoever may open them: how many reports have waited for too long to be opened."""
    if not user.can(Capability.OPEN_CONCERN):
        return None
    late = timezone.now() - STAGES[0].every
    waiting = Concern.objects.unscoped("whether, not which").filter(unopened_since__lte=late)
    # Asked on each page of the desk: as a rule nothing waits, or nobody is named in it whose accounts would count.
    if not waiting.exists():
        return None
    named = ConcernPerson.objects.filter(concern__in=waiting.values("pk"), part=Part.NAMED, lifted_at=None)
    asked = Concern.objects.where_can if named.exists() else Concern.objects.before_shutting_out
    count = asked(user, Capability.OPEN_CONCERN).filter(unopened_since__lte=late).count()
    said = ngettext(
        "%(count)s report is waiting that nobody has opened.",
        "%(count)s reports are waiting that nobody has opened.",
        count,
    )
    return Banner(said % {"count": count}, f"{reverse('children:concerns')}?show=unopened") if count else None


def is_alert_unopened() -> bool:
    """Whether a report has waited for more than an hour to be opened; told to those who run the site, without more."""
    late = timezone.now() - STAGES[1].age
    return Concern.objects.unscoped("whether, not which").filter(unopened_since__lte=late).exists()


def is_named_in_unopened(user: User) -> bool:
    """Whether this person is named in a report that waits to be opened: then they learn of none."""
    waiting = Concern.objects.unscoped("whether, not which").filter(unopened_since__isnull=False)
    named = ConcernPerson.objects.filter(user=user, part=Part.NAMED, lifted_at=None)
    return named.filter(concern__in=waiting.values("pk")).exists()


def accounts_named(text: str) -> QuerySet[User]:
    """Accounts with exactly this e-mail address or shown name, in any writing of capitals."""
    wanted = text.strip()
    return User.objects.filter(Q(email__iexact=wanted) | Q(display_name__iexact=wanted))[:FOUND_AT_MOST]


def shut_out_of_by(user: User) -> set[str]:
    """The public ids of the reports in which this person is named: the audit log leaves these out for them."""
    rows = Concern.objects.unscoped("to leave them out of what this person sees")
    named = ConcernPerson.objects.filter(user__in=own_accounts(user), part=Part.NAMED, lifted_at=None)
    return {str(uuid) for uuid in rows.filter(pk__in=named.values("concern")).values_list("uuid", flat=True)}


def named_in_open_reports(accounts: set[int]) -> set[int]:
    """Which of these accounts stand, under this or another account of the same person, in a report that is open."""
    rows = Concern.objects.unscoped("whoever stands in one gives nobody a role for it").filter(state__in=OPEN)
    people = ConcernPerson.objects.filter(concern__in=rows.values("pk"), part=Part.NAMED, lifted_at=None)
    named = set(people.values_list("user", flat=True))
    return {user.pk for user in User.objects.filter(pk__in=accounts) if named & own_accounts(user)} if named else set()
