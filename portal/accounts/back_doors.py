"""Doors of Wagtail and Django that go round ours: sign-in without a second factor, people without roles and log.

Whoever can change an address in Wagtail's list of users can have a new password sent to it, and put anybody into any
group: not even a technical account may, so these pages do not exist here.
"""

from django.urls import path, re_path
from django.views.generic import RedirectView

from .views import absent

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_reset = RedirectView.as_view(url="/accounts/password/reset/")

urlpatterns = [
    path("admin/login/", to_login),
    re_path(r"^admin/password_reset/", to_reset),
    re_path(r"^admin/(?:users|groups|bulk/accounts|bulk/auth)(?:/|$)", absent),
    re_path(r"^(?:en/)?_util/login/$", to_login),
]
