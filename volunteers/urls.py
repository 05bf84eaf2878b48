"""Addresses of this app: public ones, and its part of the desk under desk/."""

from django.urls import URLPattern, URLResolver, include, path

from .views import apply, mine, start

app_name = "volunteers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("volunteers.pairing_urls")),
    path("volunteer/", start.start, name="start"),
    path("volunteer/apply/", apply.begin, name="apply"),
    path("volunteer/apply/check/", apply.check, name="apply_check"),
    path("volunteer/apply/sent/", apply.sent, name="apply_sent"),
    path("volunteer/apply/<slug:slug>/", apply.page, name="apply_page"),
    path("volunteer/answer/", mine.answer, name="answer"),
    path("volunteer/withdraw/", mine.withdraw, name="withdraw"),
]
