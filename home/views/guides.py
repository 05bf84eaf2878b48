"""Guides for families and volunteers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.domain.contents import contents
from home.domain.languages import only_in_chinese
from home.domain.news import guides_in
from home.models import GuideIndexPage, GuidePage


def index(request: HttpRequest, page: GuideIndexPage) -> HttpResponse:
    """All guides."""
    elsewhere = [] if page.locale.is_default else only_in_chinese(GuidePage, page.locale)
    context = {"page": page, "items": guides_in(page.locale), "only_in_chinese": elsewhere}
    return render(request, "home/guide_index.html", context)


def detail(request: HttpRequest, page: GuidePage) -> HttpResponse:
    """One guide."""
    context = {"page": page, "contents": contents(page.body), "index": page.get_parent()}
    return render(request, "home/guide.html", context)
