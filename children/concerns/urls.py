"""Addresses of the reports: where anyone reports a concern, and on the desk."""

from django.urls import path

from .views import people, reporting, reports, transitions

urlpatterns = [
    path("report/", reporting.report, name="report"),
    path("report/sent/<uuid:sending>/", reporting.sent, name="report_sent"),
    path("report/status/", reporting.status, name="report_status"),
    path("desk/concerns/", reports.index, name="concerns"),
    path("desk/concerns/<uuid:uuid>/", reports.detail, name="concern"),
    path("desk/concerns/<uuid:uuid>/people/", people.people, name="concern_people"),
    path("desk/concerns/<uuid:uuid>/people/<uuid:account>/name/", people.name, name="concern_name"),
    path("desk/concerns/<uuid:uuid>/people/<uuid:account>/let-in/", people.lift, name="concern_let_in"),
    path("desk/concerns/<uuid:uuid>/people/<uuid:account>/give/", people.give, name="concern_give"),
    path("desk/concerns/<uuid:uuid>/reporter/<slug:field>/", people.reporter, name="concern_reporter"),
    path("desk/concerns/<uuid:uuid>/<slug:step>/", transitions.make_transition, name="concern_step"),
]
