"""Wagtail's and Django's own sign-in and reset pages know no second factor: send them to ours."""

from django.urls import path, re_path
from django.views.generic import RedirectView

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_reset = RedirectView.as_view(url="/accounts/password/reset/")

urlpatterns = [
    path("admin/login/", to_login),
    re_path(r"^admin/password_reset/", to_reset),
    re_path(r"^(?:en/)?_util/login/$", to_login),
]
