"""The site's own pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.models import StandardPage
from home.text.contents import contents


def detail(request: HttpRequest, page: StandardPage) -> HttpResponse:
    """Privacy, accessibility, about us."""
    return render(request, "home/standard.html", {"page": page, "contents": contents(page.body)})
