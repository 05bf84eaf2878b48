"""Between Wagtail's admin and our rules: a refusal is said on the page it concerns, and who opened a draft is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.editorial.domain.second_reader import note_opened
from home.enums.editorial import EditorialReason
from portal.changes.denied import Denied
from portal.web.content_security import ADMIN_PREFIX

# The whole text of the newest version; a comparison shows only what differs from a text that may be unread too.
SHOW_THE_NEWEST = {"wagtailadmin_pages:edit", "wagtailadmin_pages:view_draft"}
SIGNED_OUT = _("You have been signed out. Copy what you have just written, then sign in again.")


class EditorialRefusalMiddleware:
    """Shows why a page was not approved or published instead of an error page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Who was signed out is told while typing: Wagtail's saving in the background cannot follow to a form."""
        saves_itself = request.method == "POST" and request.headers.get("Accept") == "application/json"
        if saves_itself and request.path.startswith(ADMIN_PREFIX) and not request.user.is_authenticated:
            refusal = {"success": False, "error_code": "locked", "error_message": str(SIGNED_OUT)}
            return JsonResponse(refusal, status=403)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Back to the page's edit screen with the reason; anything else goes its usual way."""
        if not (isinstance(error, Denied) and isinstance(error.reason, EditorialReason)):
            return None
        match = request.resolver_match
        if match is None or not request.path.startswith(ADMIN_PREFIX):
            return None
        messages.error(request, error.message)
        number = match.kwargs.get("page_id") or next(iter(match.args), None)
        url = reverse("wagtailadmin_pages:edit", args=[number]) if number else reverse("wagtailadmin_home")
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": url})  # what Wagtail's dialogue waits for
        return HttpResponseRedirect(url)


class DraftOpenedMiddleware:
    """Keeps that a second reader opens a waiting page: to edit, or as the public will see it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing but what `process_view` does."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Before the view, so that what is saved while the screen is made does not count as opened."""
        match = request.resolver_match
        if request.method == "GET" and match and match.view_name in SHOW_THE_NEWEST and request.user.is_authenticated:
            note_opened(kwargs["page_id"], request.user)
