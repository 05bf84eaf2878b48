"""The volunteers' page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def start(request: HttpRequest) -> HttpResponse:
    """The start page."""
    return render(request, "volunteers/start.html")
