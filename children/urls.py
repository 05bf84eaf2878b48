"""Addresses of the app: the ledger and the reports on the desk, and where anyone reports a concern."""

from django.urls import path

from .views import concern_people, concern_steps, concerns, editing, ledger, reporting, revealing

app_name = "children"
urlpatterns = [
    path("report/", reporting.report, name="report"),
    path("report/sent/<uuid:sending>/", reporting.sent, name="report_sent"),
    path("report/status/", reporting.status, name="report_status"),
    path("desk/children/", ledger.index, name="index"),
    path("desk/children/new/", editing.add, name="add"),
    path("desk/children/<uuid:uuid>/", ledger.detail, name="detail"),
    path("desk/children/<uuid:uuid>/edit/", editing.edit, name="edit"),
    path("desk/children/<uuid:uuid>/confirm/", ledger.confirm_record, name="confirm"),
    path("desk/children/<uuid:uuid>/age/", ledger.look_at_age, name="age_looked"),
    path("desk/children/<uuid:uuid>/reveal/<slug:field>/", revealing.reveal_field, name="reveal"),
    path("desk/concerns/", concerns.index, name="concerns"),
    path("desk/concerns/<uuid:uuid>/", concerns.detail, name="concern"),
    path("desk/concerns/<uuid:uuid>/people/", concern_people.people, name="concern_people"),
    path("desk/concerns/<uuid:uuid>/people/<uuid:account>/name/", concern_people.name, name="concern_name"),
    path("desk/concerns/<uuid:uuid>/people/<uuid:account>/let-in/", concern_people.lift, name="concern_let_in"),
    path("desk/concerns/<uuid:uuid>/people/<uuid:account>/give/", concern_people.give, name="concern_give"),
    path("desk/concerns/<uuid:uuid>/reporter/<slug:field>/", concern_people.reporter, name="concern_reporter"),
    path("desk/concerns/<uuid:uuid>/<slug:step>/", concern_steps.take_step, name="concern_step"),
]
