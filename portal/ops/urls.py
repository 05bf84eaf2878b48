"""What machines ask, the demo's letter box, and pictures where no other server hands them out."""

from django.conf import settings
from django.urls import URLPattern, path, re_path
from django.views.static import serve

from . import health, outbox

urlpatterns: list[URLPattern] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("readyz/codes", health.conditions, name="conditions"),
    path("demo/outbox/", outbox.outbox, name="demo_outbox"),
]

if settings.SERVE_MEDIA:
    # Renditions only: originals and documents are never handed out by their file name.
    pictures = {"document_root": settings.MEDIA_ROOT / "images"}
    urlpatterns.append(re_path(r"^media/images/(?P<path>.+)$", serve, pictures))
