"""One's own account, and where people go after signing in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.languages import home_url

from . import second_factor
from .enums import Capability
from .forms import LanguageForm
from .requests import SignedInRequest


@login_required
@never_cache
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
@never_cache
def my_account(request: SignedInRequest) -> HttpResponse:
    """The address one signs in with, the password, the second factor, and the language of our messages."""
    form = LanguageForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("my_account")
    needed = request.user.works_here and not settings.TONGXIN_DEMO
    context = {"enrolled": second_factor.is_enrolled(request.user), "factor_needed": needed, "form": form}
    return render(request, "account/mine.html", context)


def absent(request: HttpRequest) -> HttpResponse:
    """A page of allauth that this site does not offer. Raises Http404."""
    raise Http404
