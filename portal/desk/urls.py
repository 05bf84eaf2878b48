"""The desk's first screen."""

from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [path("", views.today, name="today")]
