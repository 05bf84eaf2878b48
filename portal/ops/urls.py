"""What machines ask: is it alive, is it ready."""

from django.urls import path

from . import health

urlpatterns = [path("healthz", health.alive, name="healthz"), path("readyz", health.ready, name="readyz")]
