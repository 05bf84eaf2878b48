"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from home.models import HomePage
from home.pages.domain.front_page import around
from home.pages.domain.news import latest
from home.policies.domain.shelf import newest


def home(request: HttpRequest, page: HomePage) -> HttpResponse:
    """Search, four tasks, what is on, what is new."""
    context = {
        "page": page,
        "around": around(),
        "policies": newest(locale_id=page.locale_id, on=timezone.localdate()),
        "news": latest(locale=page.locale, limit=3),
    }
    return render(request, "home/home.html", context)
