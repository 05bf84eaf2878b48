"""The demo's letter box: what would have been sent."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.notify.backends import stored_emails
from portal.pages.private import kept_by_nobody

SHOWN = 30


@kept_by_nobody
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest e-mails, codes and all. Raises Http404 where it is not the demo."""
    if not settings.TONGXIN_DEMO:
        raise Http404
    return render(request, "demo/outbox.html", {"emails": stored_emails(SHOWN)})
