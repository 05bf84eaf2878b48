"""Entering and changing a record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.changes.denied import Denied
from portal.desk.access import desk_view, fetch
from portal.input.asked import whole_number

from ..actions import ChildAction
from ..domain.ages import holding
from ..domain.entering import change, enter
from ..enums import ChildRefusal
from ..forms import ChildForm
from ..models import Child
from .presenting import facts_of


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
        return _page(request, _form_of(request, child), child, child.version)
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
                by=request.user,
            )
        except Denied as denied:
            return _refused(request, form, child, denied)
        else:
            messages.success(request, _("Saved."))
            return redirect(changed)
    return _page(request, form, child, seen)


def _page(request: SignedInRequest, form: ChildForm, child: Child, version: int, **more: Any) -> HttpResponse:
    record(ChildAction.READ, actor=request.user, target=child, to="change")
    return render(request, "children/form.html", {"form": form, "child": child, "version": version, **more})


def _refused(request: SignedInRequest, form: ChildForm, child: Child, denied: Denied) -> HttpResponse:
    """Say why, keep what was typed, and show what the record says now where the two differ."""
    child.refresh_from_db()
    if denied.reason == ChildRefusal.ID_TAKEN:
        form.add_error("id_number", denied.message)
        return _page(request, form, child, _seen_version(request))
    form.add_error(None, denied.message)
    facts = form.facts()
    differing = tuple(name for name in facts if name != "birth_year" and getattr(child, name) != facts[name])
    return _page(request, form, child, child.version, now=[*facts_of(child, differing), *_other_choices(form, child)])


def _other_choices(form: ChildForm, child: Child) -> list[tuple[str, str]]:
    """Categories and needs as they are now, where others are ticked."""
    found = []
    for name, now in _chosen(child).items():
        field: Any = form.fields[name]
        if set(now) != set(form.cleaned_data[name]):
            found.append((str(field.label), "、".join(str(label) for key, label in field.choices if key in now) or "—"))
    return found


def _form_of(request: SignedInRequest, child: Child) -> ChildForm:
    return ChildForm(user=request.user, instance=child, initial=_chosen(child))


def _chosen(child: Child) -> dict[str, list[str]]:
    return {
        "categories": list(child.categories.filter(holding(timezone.localdate())).values_list("category", flat=True)),
        "needs": list(child.needs.values_list("domain", flat=True)),
    }


def _seen_version(request: SignedInRequest) -> int:
    return whole_number(request.POST.get("version", "")) or 0
