"""Comparing the audit log with an anchor that was kept elsewhere, and what the daily look at it found."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.actions import AuditAction
from portal.audit.comparing import compare
from portal.audit.log import record
from portal.audit.models import AuditCheck, AuditHead, SentAnchor
from portal.audit.statements import public_key

from .access import desk_view


class AnchorForm(forms.Form):
    """The message with the anchor, as it was kept."""

    message = forms.CharField(
        label=_("The whole message with the anchor"),
        help_text=_("Open the message of that day, copy everything, paste it here."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
    )


@desk_view(Capability.READ_AUDIT)
def anchor(request: SignedInRequest) -> HttpResponse:
    """Paste a message, read whether the log still holds what it names; that somebody compared is on the record."""
    form = AnchorForm(request.POST if request.method == "POST" else None)
    comparison = compare(form.cleaned_data["message"]) if form.is_valid() else None
    if comparison:
        number = comparison.statement.number if comparison.statement else None
        record(
            AuditAction.COMPARED, actor=request.user, target=AuditHead(pk=1), outcome=comparison.outcome, number=number
        )
    context = {
        "form": form,
        "comparison": comparison,
        "check": AuditCheck.objects.first(),
        "sent": SentAnchor.objects.first(),
        "public_key": public_key(),
    }
    return render(request, "desk/audit_anchor.html", context)
