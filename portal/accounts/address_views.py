"""The pages for signing in with another address."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.account.views import EmailView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.changes.denied import Denied
from portal.pages.private import kept_by_nobody

from . import second_factor
from .requests import SignedInRequest
from .sign_in.address import take_back, take_back_denied_reason

_allauths = reauthentication_required(EmailView.as_view())


@login_required
@kept_by_nobody
def change_address(request: SignedInRequest) -> HttpResponse:
    """Ask for another address, after showing afresh who one is; a code goes there, and word of it to the old one."""
    if request.method == "POST" and "action_add" not in request.POST:
        raise Http404  # allauth's other actions are for accounts with several addresses
    if not settings.TONGXIN_DEMO and request.user.works_here and not second_factor.is_proved(request, request.user):
        return redirect(second_factor.proof_url(request, request.user))
    if not _is_fresh(request):
        logout(request)
        messages.info(request, _("Sign in once more: then you can change the address."))
        return redirect(f"{reverse('account_request_login_code')}?next={reverse('account_email')}")
    answer: HttpResponse = _allauths(request)
    if request.method == "POST" and answer.headers.get("Location") == reverse("account_email_verification_sent"):
        get_adapter(request).send_notification_mail("account/email/address_asked", request.user)
    return answer


@kept_by_nobody
def put_back(request: HttpRequest, token: str) -> HttpResponse:
    """From the old mailbox: it was not I. Asks first, as programs open links too."""
    reason = take_back_denied_reason(token)
    if request.method == "POST" and reason is None:
        try:
            take_back(token)
        except Denied as denied:
            return render(request, "account/put_back.html", {"reason": denied.message}, status=409)
        logout(request)
        messages.success(request, _("Your old address is back and everybody is signed out. Sign in with a code."))
        return redirect("account_request_login_code")
    status = 404 if reason else 200
    answer = render(request, "account/put_back.html", {"reason": reason.label if reason else ""}, status=status)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _is_fresh(request: SignedInRequest) -> bool:
    """Who has neither password nor second factor cannot be asked again: they signed in just now, or do it once more."""
    if get_adapter(request).get_reauthentication_methods(request.user):
        return True
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
