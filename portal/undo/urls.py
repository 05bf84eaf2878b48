"""The button that takes back."""

from django.urls import path

from . import views

urlpatterns = [path("<uuid:uuid>/", views.take_back, name="undo")]
