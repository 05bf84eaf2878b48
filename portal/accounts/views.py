"""One's own account, and where people go after signing in."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.pages.languages import home_url
from portal.pages.private import kept_by_nobody

from . import second_factor
from .enums import Capability
from .forms import LanguageForm
from .requests import SignedInRequest
from .sign_in.devices import IN_SESSION, forget
from .sign_in.registry import is_code_needed
from .sign_in.sessions import sign_out_everywhere


@login_required
@kept_by_nobody
def after_login(request: SignedInRequest) -> HttpResponse:
    """Back to what was asked for; else staff to the desk, editors to the admin, others to the volunteers' page."""
    wanted = request.session.pop(second_factor.RETURN_KEY, None)
    if wanted:
        return redirect(wanted)
    if request.user.can(Capability.USE_DESK):
        return redirect("desk:today")
    if request.user.can(Capability.EDIT_CONTENT):
        return redirect("wagtailadmin_home")
    return redirect(f"{home_url()}volunteer/")


@login_required
@kept_by_nobody
def my_account(request: SignedInRequest) -> HttpResponse:
    """The address one signs in with, the password, the second factor, and the language of our messages."""
    form = LanguageForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("my_account")
    needed = request.user.works_here and not settings.TONGXIN_DEMO
    context = {
        "enrolled": second_factor.is_enrolled(request.user),
        "factor_needed": needed,
        "code_needed": is_code_needed(request.user),
        "form": form,
    }
    return render(request, "account/mine.html", context)


@login_required
@kept_by_nobody
def my_devices(request: SignedInRequest) -> HttpResponse:
    """In which browsers one is signed in or known."""
    here = request.session.get(IN_SESSION)
    devices = request.user.devices.all()
    context = {"devices": devices, "here": here, "code_needed": is_code_needed(request.user)}
    return render(request, "account/devices.html", context)


@login_required
@require_POST
def forget_device(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Sign one of one's own browsers out, and know it no more."""
    device = get_object_or_404(request.user.devices, uuid=uuid)
    is_here = device.pk == request.session.get(IN_SESSION)
    forget(device, by=request.user)
    if is_here:
        logout(request)
        messages.success(request, _("You are signed out."))
        return redirect(home_url())
    messages.success(request, _("That browser is signed out and forgotten."))
    return redirect("my_devices")


@login_required
@require_POST
def leave_everywhere(request: SignedInRequest) -> HttpResponse:
    """End all of one's sessions, this one too."""
    sign_out_everywhere(request.user)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


def absent(request: HttpRequest) -> HttpResponse:
    """A page of allauth that this site does not offer. Raises Http404."""
    raise Http404
