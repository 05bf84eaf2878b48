"""Applying: consent first, then page by page, each kept as it is posted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.accounts.requests import SignedInRequest
from portal.changes.denied import Denied

from ..domain import applying
from ..domain.queries import counties_taking_applications, current_volunteer
from ..enums import UNDER_WAY, VolunteerState
from ..forms.apply import PAGES, ConsentForm, Page
from ..models import Volunteer
from .answers import answer_rows
from .own import own_page

CHECK = "check"


@own_page
def begin(request: SignedInRequest) -> HttpResponse:
    """The privacy notice; who has agreed already goes on where they stopped."""
    volunteer = current_volunteer(request.user)
    if volunteer is not None:
        return redirect(_next_url(volunteer))
    counties = counties_taking_applications()
    form = ConsentForm(request.POST or None)
    if counties and form.is_valid():
        return redirect(_next_url(applying.begin(request.user, area=counties[0])))
    return render(request, "volunteers/apply/consent.html", {"form": form, "open": bool(counties)})


@own_page
def page(request: SignedInRequest, slug: str) -> HttpResponse:
    """One group of questions."""
    kind = next((kind for kind in PAGES if kind.slug == slug), None)
    if kind is None:
        raise Http404
    draft = current_volunteer(request.user)
    if draft is None or draft.state != VolunteerState.DRAFT:
        return _already_sent(request, draft)
    form = kind(request.POST or None, volunteer=draft)
    if form.is_valid():
        return _save(request, draft, form)
    return render(request, f"volunteers/apply/{_template(kind)}.html", _context(request, kind, form))


def _save(request: SignedInRequest, draft: Volunteer, form: Page) -> HttpResponse:
    try:
        applying.save_answers(draft, by=request.user, **form.answers())
    except Denied:
        return _already_sent(request, draft)
    if request.GET.get("then") == CHECK:
        return redirect("volunteers:apply_check")
    position = PAGES.index(type(form)) + 1
    return redirect(_page_url(PAGES[position]) if position < len(PAGES) else reverse("volunteers:apply_check"))


@own_page
def check(request: SignedInRequest) -> HttpResponse:
    """Check the answers, and send them."""
    draft = current_volunteer(request.user)
    if draft is None or draft.state != VolunteerState.DRAFT:
        return _already_sent(request, draft)
    refused = None
    if request.method == "POST":
        try:
            applying.submit(draft, by=request.user)
        except Denied as denied:
            refused = denied
        else:
            return redirect("volunteers:apply_sent")
    missing = [kind for kind in PAGES if not kind.is_done(draft)]
    context = {"sections": answer_rows(draft), "missing": missing, "refused": refused}
    return render(request, "volunteers/apply/check.html", context)


@own_page
@require_GET
def sent(request: SignedInRequest) -> HttpResponse:
    """The receipt."""
    volunteer = current_volunteer(request.user)
    if volunteer is None or volunteer.state not in UNDER_WAY:
        return redirect("volunteers:start")
    return render(request, "volunteers/apply/sent.html", {"volunteer": volunteer})


def _next_url(volunteer: Volunteer) -> str:
    """The first page with something missing; then the check; then the own page."""
    if volunteer.state != VolunteerState.DRAFT:
        return reverse("volunteers:start")
    missing = next((kind for kind in PAGES if not kind.is_done(volunteer)), None)
    return _page_url(missing) if missing else reverse("volunteers:apply_check")


def _page_url(kind: type[Page]) -> str:
    return reverse("volunteers:apply_page", args=[kind.slug])


def _template(kind: type[Page]) -> str:
    return "conduct" if kind.slug == "conduct" else "page"


def _context(request: SignedInRequest, kind: type[Page], form: Page) -> dict[str, Any]:
    position = PAGES.index(kind)
    back = _page_url(PAGES[position - 1]) if position else reverse("volunteers:start")
    if request.GET.get("then") == CHECK:
        back = reverse("volunteers:apply_check")
    return {"form": form, "page": kind, "current": position + 1, "total": len(PAGES) + 1, "back": back}


def _already_sent(request: SignedInRequest, volunteer: Volunteer | None) -> HttpResponse:
    """A page from before: says what happened and changes nothing."""
    if volunteer is None:
        return redirect("volunteers:apply")
    if request.method == "POST":
        messages.info(request, _("Your application has already been sent. Nothing was changed."))
    return redirect("volunteers:start")
