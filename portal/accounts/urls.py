"""Where people go after signing in."""

from django.urls import path

from . import views

urlpatterns = [path("after-login/", views.after_login, name="after_login")]
