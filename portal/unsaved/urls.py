"""Throwing away what was kept."""

from django.urls import path

from . import views

urlpatterns = [path("", views.throw_away, name="throw_unsaved_away")]
