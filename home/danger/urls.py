"""Addresses of the danger words on the desk."""

from django.urls import path

from . import views

urlpatterns = [
    path("desk/danger-words/", views.index, name="danger_words"),
    path("desk/danger-words/remove/", views.remove, name="danger_word_remove"),
]
