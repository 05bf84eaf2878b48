"""Addresses of the application: public ones, and on the desk."""

from django.urls import URLPattern, path

from .views import apply, desk, mine, start, vetting

urlpatterns: list[URLPattern] = [
    path("volunteer/", start.start, name="start"),
    path("volunteer/apply/", apply.begin, name="apply"),
    path("volunteer/apply/check/", apply.check, name="apply_check"),
    path("volunteer/apply/sent/", apply.sent, name="apply_sent"),
    path("volunteer/apply/<slug:slug>/", apply.page, name="apply_page"),
    path("volunteer/answer/", mine.answer, name="answer"),
    path("volunteer/withdraw/", mine.withdraw, name="withdraw"),
    path("volunteer/readers/", mine.readers, name="readers"),
    path("desk/volunteers/", desk.index, name="desk_index"),
    path("desk/volunteers/<uuid:uuid>/", desk.review, name="desk_review"),
    path("desk/volunteers/<uuid:uuid>/id-number/", vetting.show_id, name="desk_show_id"),
    path("desk/volunteers/<uuid:uuid>/checks/<slug:kind>/", vetting.check, name="desk_check"),
    path("desk/volunteers/<uuid:uuid>/<slug:verb>/", vetting.step, name="desk_step"),
]
