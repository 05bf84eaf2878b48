"""Frequent questions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.models import FaqPage
from home.pages.domain.questions import groups_of, linked_questions


def detail(request: HttpRequest, page: FaqPage) -> HttpResponse:
    """All questions, by group."""
    groups = groups_of(page)
    context = {"page": page, "groups": groups, "data": linked_questions(groups) if groups else None}
    return render(request, "home/faq.html", context)
