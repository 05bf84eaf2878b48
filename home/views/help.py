"""Whom to call."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.domain.site import hotlines, offices
from home.models import HelpPage


def detail(request: HttpRequest, page: HelpPage) -> HttpResponse:
    """Hotlines, then the office in each township."""
    return render(request, "home/help.html", {"page": page, "lines": hotlines(), "offices": offices()})
