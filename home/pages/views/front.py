"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from home.models import HomePage
from home.pages.domain.front_page import around
from home.pages.domain.news import latest
from home.policies.domain.shelf import newest


def home(request: HttpRequest, page: HomePage) -> HttpResponse:
    """Search, four tasks, what is on, what is new."""
    # Asked where they are shown, which for everybody but an editor is once a generation of the public pages.
    context = {
        "page": page,
        "around": SimpleLazyObject(around),
        "policies": SimpleLazyObject(lambda: newest(locale_id=page.locale_id, on=timezone.localdate())),
        "news": SimpleLazyObject(lambda: latest(locale=page.locale, limit=3)),
    }
    return render(request, "home/home.html", context)
