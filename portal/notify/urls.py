"""The page of one's messages."""

from django.urls import path

from . import views

urlpatterns = [path("", views.inbox, name="messages"), path("read/", views.read, name="messages_read")]
