"""The policy library and one policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from home.domain.contents import contents
from home.domain.languages import only_in_chinese
from home.domain.library import OVER, Choice, Library, related_to
from home.domain.site import policy_libraries
from home.enums import PolicyStatus
from home.models import PolicyIndexPage, PolicyPage

PER_PAGE = 12
Chip = dict[str, Any]


def index(request: HttpRequest, page: PolicyIndexPage) -> HttpResponse:
    """All policies, filtered by whom they are for, what they are about and whether they are in force."""
    choice = Choice.read(request.GET)
    library = Library.load(locale=page.locale, on=timezone.localdate())
    numbers = Paginator(library.matching(choice), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "numbers": numbers,
        "policies": library.pages(numbers.object_list),
        "total": numbers.paginator.count,
        "filters": filters(library, choice),
        "filtered": choice != Choice(),
        "narrowed": choice != Choice(audience=choice.audience),
        "only_in_chinese": [] if page.locale.is_default else only_in_chinese(PolicyPage, page.locale),
    }
    return render(request, "home/policy_index.html", context)


def filters(library: Library, choice: Choice) -> list[dict[str, Any]]:
    """The three rows of chips; each keeps what is chosen in the other two."""
    status_words = [
        (PolicyStatus.IN_FORCE.value, _("In force")),
        (PolicyStatus.DRAFT.value, _("Not in force yet")),
        (OVER, _("No longer in force")),
    ]
    audiences = [(term.slug, term.label) for term in library.audiences]
    topics = [(term.slug, term.label) for term in library.topics]
    return [
        {"label": _("For whom"), "chips": _chips(library, choice, "audience", [("", _("Everyone")), *audiences])},
        {"label": _("About what"), "chips": _chips(library, choice, "topic", [("", _("Every topic")), *topics])},
        {"label": _("Validity"), "chips": _chips(library, choice, "status", status_words)},
    ]


def _chips(library: Library, choice: Choice, dimension: str, words: Iterable[tuple[str, str]]) -> list[Chip]:
    counts = library.counts(choice, dimension)
    chosen = getattr(choice, dimension)
    return [
        {"label": label, "url": _address(choice, dimension, word), "current": word == chosen, "count": counts[word]}
        for word, label in words
        if counts[word] or word == chosen or word in {"", PolicyStatus.IN_FORCE.value}
    ]


def _address(choice: Choice, dimension: str, word: str) -> str:
    """The query string with one word changed; what is usual is left out."""
    words = {"audience": choice.audience, "topic": choice.topic, "status": choice.status, dimension: word}
    usual = Choice()
    return "?" + urlencode({name: value for name, value in words.items() if value and value != getattr(usual, name)})


def detail(request: HttpRequest, page: PolicyPage) -> HttpResponse:
    """One policy: the facts first."""
    context = {
        "page": page,
        "contents": contents(page.body),
        "related": related_to(page, on=timezone.localdate()),
        "over": page.status in {PolicyStatus.REPEALED, PolicyStatus.EXPIRED},
        "facts": page.facts,
        "index": policy_libraries().get(page.locale_id),
    }
    return render(request, "home/policy.html", context)
