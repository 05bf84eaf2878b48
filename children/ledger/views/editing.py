"""Entering and changing a record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.changes.denied import Denied
from portal.changes.seen import FIELD
from portal.desk.access import desk_view, fetch
from portal.input.asked import whole_number

from ..actions import ChildAction
from ..domain.entering import change, enter
from ..enums import ChildRefusal
from ..forms import ChildForm
from ..models import Child


@desk_view(Capability.CHANGE_CHILD)
def add(request: SignedInRequest) -> HttpResponse:
    """A new draft."""
    form = ChildForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            child = enter(form.facts(), categories=data["categories"], needs=data["needs"], by=request.user)
        except Denied as denied:
            form.add_error("id_number" if denied.reason == ChildRefusal.ID_TAKEN else None, denied.message)
        else:
            messages.success(request, _("Saved as a draft. Check it below, then confirm it."))
            return redirect(child)
    return render(request, "children/form.html", {"form": form})


@desk_view(Capability.CHANGE_CHILD)
def edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Change a record; the second of two people who edit it at once is told, and loses nothing."""
    child = fetch(request, Child, "area", capability=Capability.CHANGE_CHILD, uuid=uuid)
    if request.method != "POST":
        return _page(request, ChildForm(user=request.user, instance=child), child, child.version)
    seen = _seen_version(request)
    form = ChildForm(request.POST, user=request.user, instance=child)
    if form.is_valid():
        try:
            changed = change(
                child,
                form.facts(),
                categories=form.cleaned_data["categories"],
                needs=form.cleaned_data["needs"],
                seen_version=seen,
                seen=form.cleaned_data[FIELD],
                by=request.user,
            )
        except Denied as denied:
            return _refused(request, form, child, denied)
        else:
            messages.success(request, _("Saved."))
            return redirect(changed)
    return _page(request, form, child, seen)


def _page(request: SignedInRequest, form: ChildForm, child: Child, version: int) -> HttpResponse:
    record(ChildAction.READ, actor=request.user, target=child, to="change")
    return render(request, "children/form.html", {"form": form, "child": child, "version": version})


def _refused(request: SignedInRequest, form: ChildForm, child: Child, denied: Denied) -> HttpResponse:
    """Say why, keep what was typed, and show both versions where the two differ."""
    child.refresh_from_db()
    if denied.reason == ChildRefusal.ID_TAKEN:
        form.add_error("id_number", denied.message)
        return _page(request, form, child, _seen_version(request))
    form.add_error(None, denied.message)
    form.compare(child)
    return _page(request, form, child, child.version)


def _seen_version(request: SignedInRequest) -> int:
    return whole_number(request.POST.get("version", "")) or 0
