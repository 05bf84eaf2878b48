"""Importing documents in the Wagtail admin: handing in files, watching the import, its result."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Locale

from home.importing.domain.uploads import KIND, hand_in
from home.importing.forms.handing_in import ImportForm
from home.models import PolicyIndexPage
from portal.accounts.models import User
from portal.jobs.models import Job
from portal.jobs.running import cancel

SECONDS_BETWEEN_LOOKS = 4  # long enough to press "stop" on a slow line
SHOWN_EARLIER = 10

View = Callable[..., HttpResponse]


def may_import(user: Any) -> bool:
    """Whoever may add a page to the policy library; the menu asks the same."""
    library = PolicyIndexPage.objects.filter(locale=Locale.get_default()).first()
    return library is not None and library.permissions_for_user(user).can_add_subpage()


def _for_editors(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@_for_editors
def upload(request: HttpRequest) -> HttpResponse:
    """Choose files and hand them in."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_valid():
        files = [(file.name, file.read()) for file in form.cleaned_data["documents"]]
        job = hand_in(files, keep=form.cleaned_data["keep"], by=cast("User", request.user))
        return redirect("policy_import", job.uuid)
    earlier = Job.objects.filter(kind=KIND).select_related("asked_by")[:SHOWN_EARLIER]
    context = _furniture(_("Import documents"), form=form, earlier=earlier)
    return render(request, "home/admin/import.html", context, status=200 if not form.errors else 422)


@_for_editors
def result(request: HttpRequest, uuid: str) -> HttpResponse:
    """How far it is, and what became of each file; the page asks again by itself, without a script."""
    job = get_object_or_404(Job, uuid=uuid, kind=KIND)
    uploads = job.policy_uploads.defer("content").select_related("page")
    refused = sum(1 for upload in uploads if upload.problem)
    context = _furniture(_("Import"), job=job, uploads=uploads, refused=refused)
    response = render(request, "home/admin/import_result.html", context)
    if job.is_open:
        response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


@require_POST
@_for_editors
def stop(request: HttpRequest, uuid: str) -> HttpResponse:
    """Cancel: what is done stays, what is not read yet is forgotten."""
    job = get_object_or_404(Job, uuid=uuid, kind=KIND)
    cancel(job)
    return redirect("policy_import", job.uuid)


def _furniture(title: str, **context: Any) -> dict[str, Any]:
    """What Wagtail's own page frame shows around ours."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("policy_imports"), "label": _("Import documents")},
    ]
    return {"page_title": title, "header_title": title, "header_icon": "upload", "breadcrumbs_items": crumbs, **context}
