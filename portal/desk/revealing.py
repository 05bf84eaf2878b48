"""Seeing a masked value: with a reason, after signing in afresh, and on the record before it is shown."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import render

from portal.accounts.requests import SignedInRequest
from portal.audit.forms import RevealForm
from portal.audit.log import record
from portal.audit.reveal import reveal
from portal.privacy.personal import PersonalData


@reauthentication_required
def with_a_reason(
    request: SignedInRequest, row: PersonalData, field: str, template: str, context: dict[str, Any], *, read: str
) -> HttpResponse:
    """The page that asks why; `read` is the event of having seen the record without the value.

    A reason sent too late is kept and stands on the page again after signing in afresh (portal.unsaved).
    """
    form = RevealForm(request.POST if request.method == "POST" else None)
    revealed = ""
    if form.is_valid():
        revealed = reveal(row, field, by=request.user, reason=form.cleaned_data["reason"])
    else:
        record(read, actor=request.user, target=row)
    return render(request, template, {**context, "revealed": revealed, "form": form})
