"""The desk's first screen, and the audit log."""

from django.urls import path

from . import audit, views

app_name = "desk"
urlpatterns = [path("", views.today, name="today"), path("audit/", audit.index, name="audit")]
