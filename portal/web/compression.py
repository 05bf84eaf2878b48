"""Compresses what visitors without a session get; cached pages come compressed already."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class VisitorGZipMiddleware(GZipMiddleware):
    """Django's compression, but never of an answer to someone signed in.

    The length of a compressed answer tells something of its content (the BREACH attack). Who is
    signed in may be reading a child's record, so there nothing is to be learned from a length.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compressed for a visitor whose browser takes it, as it is for anyone with a session."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies:
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer
