"""News."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.domain.languages import only_in_chinese
from home.domain.news import news_in
from home.models import NewsIndexPage, NewsPage

PER_PAGE = 9


def index(request: HttpRequest, page: NewsIndexPage) -> HttpResponse:
    """All news, the newest first."""
    items = Paginator(news_in(page.locale), PER_PAGE).get_page(request.GET.get("page"))
    elsewhere = [] if page.locale.is_default else only_in_chinese(NewsPage, page.locale)
    return render(request, "home/news_index.html", {"page": page, "items": items, "only_in_chinese": elsewhere})


def detail(request: HttpRequest, page: NewsPage) -> HttpResponse:
    """One news item."""
    return render(request, "home/news.html", {"page": page, "index": page.get_parent()})
