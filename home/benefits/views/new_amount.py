"""A new amount from a day on, in the Wagtail admin: one action that closes the old one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from home.benefits.domain import amounts
from home.benefits.forms import NewAmountForm
from home.models import BenefitStandard
from portal.accounts.models import User
from portal.changes.denied import Denied

LIST = "wagtailsnippets_home_benefitstandard:list"


def new_amount(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, with all amounts so far below it."""
    if not request.user.has_perm("home.add_benefitstandard"):
        raise PermissionDenied
    standard = get_object_or_404(BenefitStandard, pk=pk)
    form = NewAmountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = amounts.set_new_amount(standard, by=cast("User", request.user), **form.cleaned_data)
        except Denied as refused:
            form.add_error("begins", refused.message)
        else:
            messages.success(request, _("%(amount)s from %(day)s.") % {"amount": new, "day": new.in_force_from})
            return redirect(LIST)
    title = _("New amount from…")
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "history",
        "breadcrumbs_items": [{"url": reverse(LIST), "label": _("benefit standards")}, {"label": standard.title}],
        "form": form,
        "standard": standard,
        "history": amounts.history_of(standard),
    }
    return render(request, "home/admin/new_amount.html", context, status=422 if form.errors else 200)
