"""News."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from home.models import NewsIndexPage, NewsPage
from home.pages.domain.news import more_news, news_in
from home.text.languages import only_in_chinese
from portal.input.asked import page_of

PER_PAGE = 9


def index(request: HttpRequest, page: NewsIndexPage) -> HttpResponse:
    """All news, the newest first."""
    context = {
        "page": page,
        "items": page_of(request, news_in(page.locale), PER_PAGE),
        "nothing": _("No news yet"),
        "feed": reverse("home:news_feed"),
        "only_in_chinese": [] if page.locale.is_default else only_in_chinese(NewsPage, page.locale),
    }
    return render(request, "home/story_index.html", context)


def detail(request: HttpRequest, page: NewsPage) -> HttpResponse:
    """One news item, and what else is new."""
    return render(request, "home/news.html", {"page": page, "index": page.get_parent(), "more": more_news(page)})
