"""The page of one's messages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.requests import SignedInRequest
from portal.input.asked import page_of, whole_number
from portal.pages.private import kept_by_nobody

from .inbox import inbox_of, letter, mark_read

PAGE_LENGTH = 20


@login_required
@kept_by_nobody
@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    """Messages, newest first."""
    page = page_of(request, inbox_of(request.user), PAGE_LENGTH)
    letters = [letter(message, get_language() or "zh-hans") for message in page]
    return render(request, "notify/inbox.html", {"page_obj": page, "letters": letters})


@login_required
@require_POST
def read(request: SignedInRequest) -> HttpResponse:
    """Mark the message named in the form as read, or all of them."""
    typed = request.POST.get("message", "")
    if typed == "" or whole_number(typed) is not None:
        mark_read(request.user, whole_number(typed))
    return redirect("messages")
