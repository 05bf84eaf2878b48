"""The desk's list of e-mails that could not be sent, for those who run the site."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.components.rows import Act, Column, Listing, Row
from portal.components.times import briefly
from portal.desk.access import desk_view
from portal.desk.registry import Due, Panel
from portal.input.asked import page_of, whole_number
from portal.notify.models import Message, MessageState
from portal.notify.outbox import send_again, send_all_again

from .backup.nightly import newest
from .condition import wrong_now

PAGE_LENGTH = 50


def due(user: User) -> Iterator[Due]:
    """How many e-mails were given up."""
    if user.can(Capability.RUN_SITE):
        count = Message.objects.filter(state=MessageState.FAILED).count()
        label = ngettext("email could not be sent", "emails could not be sent", count)
        yield Due(count, label, reverse("undelivered"), "late")


def condition(request: SignedInRequest) -> Panel | None:
    """What has to be seen to, in words, and how old the newest backup is."""
    if not request.user.can(Capability.RUN_SITE):
        return None
    wrong, backup = wrong_now(request.user), newest()
    return Panel("desk/condition.html", {"wrong": wrong, "backup": backup}, order=5) if wrong or backup else None


@desk_view(Capability.RUN_SITE)
@require_safe
def undelivered(request: SignedInRequest) -> HttpResponse:
    """What was given up, newest first: to whom, about what, and why; never the text."""
    failed = Message.objects.filter(state=MessageState.FAILED).select_related("recipient")
    page = page_of(request, failed, PAGE_LENGTH)
    return render(request, "desk/undelivered.html", {"page_obj": page, "listing": _listing(page.object_list)})


def _listing(failed: Iterable[Message]) -> Listing:
    """About what, to whom, what went wrong, and a button to try once more."""
    columns = (
        Column(_("About")),
        Column(_("To")),
        Column(_("What went wrong"), "rest"),
        Column(_("When"), "end"),
    )
    address, again_label = reverse("undelivered_again"), _("Send again")

    def row(message: Message) -> Row:
        act = Act(again_label, address, str(message.recipient), post=True, name="message", value=str(message.pk))
        cells = (str(message.recipient), message.error, briefly(message.created_at))
        return Row(message.about, cells, acts=(act,))

    return Listing(columns, [row(message) for message in failed])


@desk_view(Capability.RUN_SITE)
@require_POST
def again(request: SignedInRequest) -> HttpResponse:
    """Try one of them once more."""
    number = whole_number(request.POST.get("message", ""))
    if number is not None:
        send_again(number, by=request.user)
    return redirect("undelivered")


@desk_view(Capability.RUN_SITE)
@require_POST
def all_again(request: SignedInRequest) -> HttpResponse:
    """Try all of them once more."""
    count = send_all_again(by=request.user)
    said = ngettext("%(count)s email is on its way again.", "%(count)s emails are on their way again.", count)
    messages.success(request, said % {"count": count})
    return redirect("undelivered")
