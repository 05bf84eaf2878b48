"""The peer of a cached page: a bare Django view with the same bytes, no middleware, on the same server."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bench", MIDDLEWARE=[])
BODY = Path(os.environ["BENCH_BODY"]).read_bytes()


def page(request: HttpRequest) -> HttpResponse:
    """The same bytes for everyone."""
    return HttpResponse(BODY, headers={"Content-Encoding": "gzip", "Content-Length": str(len(BODY))})


urlpatterns = [path("", page)]
application = get_wsgi_application()
