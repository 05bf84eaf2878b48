"""Where people go after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect

from .enums import Capability
from .requests import SignedInRequest


@login_required
def after_login(request: SignedInRequest) -> HttpResponse:
    """Staff to the desk, editors to the admin, everyone else to the volunteers' page."""
    if request.user.can(Capability.USE_DESK):
        return redirect("desk:today")
    if request.user.can(Capability.EDIT_CONTENT):
        return redirect("wagtailadmin_home")
    return redirect("/volunteer/")
