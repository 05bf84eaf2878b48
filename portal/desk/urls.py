"""The desk's first screen, people and roles, and the audit log."""

from django.urls import path

from . import audit, people, views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("people/", people.people, name="people"),
    path("people/add/", people.people_add, name="people_add"),
    path("people/<uuid:uuid>/<slug:role>/<slug:code>/end/", people.people_end, name="people_end"),
    path("audit/", audit.index, name="audit"),
]
