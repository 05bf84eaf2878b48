"""Wagtail's and Django's own sign-in and reset pages know no second factor: send them to ours."""

from django.urls import path
from django.views.generic import RedirectView

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_reset = RedirectView.as_view(pattern_name="account_reset_password")

urlpatterns = [
    path("admin/login/", to_login),
    path("_util/login/", to_login),
    path("admin/password_reset/", to_reset),
]
