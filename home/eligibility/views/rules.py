"""Trying a version of a rule on the cases, and deciding that it counts: in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from children.ledger.models import LeftBehindRule
from home import site
from home.eligibility.domain.deciding import decide, next_version
from home.eligibility.domain.trying import Version, try_out
from home.eligibility.forms.rules import DecideForm
from home.models import EligibilityRule
from portal.changes.denied import Denied

KINDS: dict[str, tuple[type[Any], str, str]] = {
    "rule": (EligibilityRule, "home.change_eligibilityrule", "wagtailsnippets_home_eligibilityrule"),
    "definition": (LeftBehindRule, "children.change_leftbehindrule", "wagtailsnippets_children_leftbehindrule"),
}


def trial(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Each case: what the rules find now, what they would find, what was expected; below, the decision."""
    version, snippets = _version(request, kind, pk)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide(version, why=form.cleaned_data["why"], by=request.user)  # type: ignore[arg-type]  # signed in
        except Denied as refusal:
            form.add_error("why", refusal.message)
        else:
            messages.success(request, _("This version counts from its first day on."))
            return redirect("check_rule_trial", kind, version.pk)
    trials = try_out(version)
    labels = {audience.slug: audience.label for audience in site.audiences()}
    context = {
        "version": version,
        "kind": kind,
        "form": form,
        "trials": [_row(one, labels) for one in trials],
        "failing": sum(one.fails for one in trials),
        "changing": sum(one.changes for one in trials),
        "edit_url": reverse(f"{snippets}:edit", args=[version.pk]),
        "header_title": str(version),
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [
            {"url": reverse(f"{snippets}:list"), "label": version._meta.verbose_name_plural},
            {"url": "", "label": str(version)},
        ],
    }
    return render(request, "home/admin/rule_trial.html", context)


@require_POST
def follow(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The next version: a draft that says what this one says."""
    version, snippets = _version(request, kind, pk)
    draft = next_version(version, by=request.user)  # type: ignore[arg-type]  # signed in
    return redirect(f"{snippets}:edit", draft.pk)


def _version(request: HttpRequest, kind: str, pk: int) -> tuple[Version, str]:
    if kind not in KINDS or not request.user.has_perm(KINDS[kind][1]):
        raise PermissionDenied
    model, _permission, snippets = KINDS[kind]
    return get_object_or_404(model, pk=pk), snippets


def _row(one: Any, labels: dict[str, str]) -> dict[str, Any]:
    words = {
        name: "、".join(labels.get(slug, slug) for slug in slugs) or _("no category")
        for name, slugs in (("now", one.now), ("then", one.then), ("expected", one.case.expected))
    }
    return {"case": one.case, "fails": one.fails, "changes": one.changes} | words
