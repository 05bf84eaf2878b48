"""The desk's first screen, people and roles, and the audit log."""

from django.urls import path

from . import audit, audit_anchor, audit_event, people, people_changes, people_ending, people_identity, views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("people/", people.people, name="people"),
    path("people/add/", people.people_add, name="people_add"),
    path("people/proposals/<uuid:uuid>/", people_changes.people_change, name="people_change"),
    path("people/<uuid:uuid>/identity/", people_identity.people_identity, name="people_identity"),
    path("people/<uuid:uuid>/<uuid:other>/<slug:mark>/", people_identity.people_apart, name="people_apart"),
    path("people/<uuid:uuid>/<slug:role>/<slug:code>/end/", people_ending.people_end, name="people_end"),
    path("audit/", audit.index, name="audit"),
    path("audit/anchor/", audit_anchor.anchor, name="audit_anchor"),
    path("audit/<int:sequence>/", audit_event.event, name="audit_event"),
]
