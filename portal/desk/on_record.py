"""What the rooms of the staff refuse, and what leaves them as a file: on the record, whichever page it was.

Whoever tries addresses out leaves a trace of each, and a burst of them is told to those who audit.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.accounts.domain.independence import same_person
from portal.accounts.enums import Capability, Role
from portal.accounts.middleware import STAFF_ROOMS, rooms
from portal.accounts.models import Assignment, User
from portal.accounts.sign_in.limits import TEN_MINUTES, Limit, count
from portal.audit.log import Named, record
from portal.changes.changing import change_of_state
from portal.notify.circles import CIRCLES, Circle
from portal.notify.outbox import notify

from .actions import DeskAction

REFUSED = (403, 404)
# So many in ten minutes is no typing error any more.
BURST = Limit("refusals", free=20, waits=(), most=20, within=TEN_MINUTES)
TOLD_EVERY = timedelta(hours=1)
CIRCLE = "audit_readers"


class OnRecordMiddleware:
    """Looks at the answer: a page that exists and was refused, or a file to be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, after what must be on the record about it is."""
        response = self.get_response(request)
        if _is_of_the_staff(request) and request.user.is_authenticated:
            if response.status_code in REFUSED and not getattr(response, "is_from_elsewhere", False):
                refused(request, request.user)
            elif response.headers.get("Content-Disposition", "").startswith("attachment"):
                record(
                    DeskAction.EXPORTED, actor=request.user, target=_address(request, request.user), view=_view(request)
                )
        return response


@change_of_state
def refused(request: HttpRequest, user: User) -> None:
    """This person was refused a page of the desk or the admin; too many of them are told to those who audit."""
    is_burst = count(BURST, str(user.pk)) is not None
    record(DeskAction.REFUSED, actor=user, target=_address(request, user), view=_view(request))
    if not is_burst:
        return
    turn = int(timezone.now().timestamp() // TOLD_EVERY.total_seconds())
    for reader in who_audits(user):
        key = f"refused_burst:{user.pk}:{turn}:{reader.pk}"
        notify(reader, "refused_burst", key=key, circle=f"{CIRCLE}:", urgent=True)


def who_audits(user: User) -> list[User]:
    """Those who read the log of what this person does: the auditors, and the safeguarding officers of their areas.

    Never themselves, under whatever account.
    """
    own, reading = (held.area.path for held in user.current_assignments()), Capability.READ_AUDIT
    there, auditors = Assignment.objects.holding(reading).at(*own), Assignment.objects.serving(Role.AUDITOR)
    return [reader for reader in (there | auditors).people() if not same_person(reader, user)]


def add_circles() -> None:
    """Called from AppConfig.ready()."""
    CIRCLES.add(Circle(lambda user, _key: user.can(Capability.READ_AUDIT)), name=CIRCLE)


def _is_of_the_staff(request: HttpRequest) -> bool:
    """Whether the page that was asked for exists, and is one of theirs."""
    here = rooms(request.path_info)[0] in STAFF_ROOMS
    return here and request.resolver_match is not None and rooms(request.resolver_match.route)[0] in STAFF_ROOMS


def _address(request: HttpRequest, user: User) -> Named:
    """The record the address names, so that who must not hear of it does not; else the person."""
    named = request.resolver_match.kwargs if request.resolver_match else {}
    path = next((held.area.path for held in user.current_assignments()), "")
    return Named("desk.address", str(named.get("uuid") or user.uuid), path)


def _view(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
