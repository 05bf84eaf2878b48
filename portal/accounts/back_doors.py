"""Doors of Wagtail and Django that go round ours: sign-in without a second factor, people without roles and log.

Whoever can change an address in Wagtail's list of users can have a new password sent to it, and put anybody into any
group: not even a technical account may, so these pages do not exist here.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, LogoutView

from .views import absent

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_reset = RedirectView.as_view(url="/accounts/password/reset/")


def leave_admin(request: HttpRequest) -> HttpResponseBase:
    """Wagtail's own view takes the cookie away on a GET as well: any link could sign somebody out."""
    if request.method != "POST":
        return redirect("account_logout")
    return LogoutView.as_view()(request)


class AccountWithoutPicture(AccountView):
    """Wagtail keeps a picture of oneself as it was uploaded, with the place where it was taken, and nobody needs it."""

    def get_panels(self) -> list[Any]:
        """All panels but the picture's; what is sent for it is not looked at."""
        return [panel for panel in super().get_panels() if not isinstance(panel, AvatarSettingsPanel)]


urlpatterns = [
    path("admin/logout/", leave_admin),
    path("admin/login/", to_login),
    path("admin/account/", require_admin_access(AccountWithoutPicture.as_view())),
    re_path(r"^admin/password_reset/", to_reset),
    re_path(r"^admin/(?:users|groups|bulk/accounts|bulk/auth)(?:/|$)", absent),
    re_path(r"^(?:en/)?_util/login/$", to_login),
]
