"""The policy library: filters that combine in the address, and the same list for feed readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home import site
from home.enums.policies import LevelOfEffect, PolicyStatus
from home.models import PolicyIndexPage, PolicyPage
from home.policies.domain.catalogue import DIMENSIONS, OVER, Choice, Library
from home.text.languages import only_in_chinese
from portal.input.asked import page_of

PER_PAGE = 12
Words = list[tuple[str, Any]]


def index(request: HttpRequest, page: PolicyIndexPage) -> HttpResponse:
    """All policies, by whom they are for, what they are about, whose rule they are, where and when they hold."""
    choice = Choice.read(request.GET)
    typed = request.GET.get("on", "").strip()[:40]
    today = timezone.localdate()
    library = Library.load(locale=page.locale, on=choice.day or today)
    numbers = page_of(request, library.matching(choice), PER_PAGE)
    words = vocabulary(library)
    context = {
        "page": page,
        "numbers": numbers,
        "has_policies": bool(library.books),
        "items": library.items(numbers.object_list),
        "total": numbers.paginator.count,
        "filters": filters(library, choice, words),
        "chosen": chosen(choice, words),
        "choice": choice,
        "on": choice.day,
        "typed": typed,
        "wrong_day": bool(typed) and choice.day is None,
        "feed": _feed(choice),
        "kept": [pair for pair in choice.pairs() if pair[0] != "on"],
        "only_in_chinese": [] if page.locale.is_default else only_in_chinese(PolicyPage, page.locale),
    }
    response = render(request, "home/policy_index.html", context)
    address = choice.address(numbers.number)
    return keep_if_bounded(request, response, known=library.knows(choice), address=address)


def keep_if_bounded(request: HttpRequest, response: HttpResponse, *, known: bool, address: str) -> HttpResponse:
    """Only an address written in the one usual way, of known words, may stay in the page cache."""
    if not known or request.META.get("QUERY_STRING", "") != address:
        response["Cache-Control"] = "private"
    return response


def _feed(choice: Choice) -> str:
    """The feed of the same readers and topic."""
    query = Choice(audience=choice.audience, topic=choice.topic).address()
    return reverse("home:policy_feed") + (f"?{query}" if query else "")


def vocabulary(library: Library) -> dict[str, tuple[str, Words]]:
    """Of each dimension its heading and its words, as (word, label)."""
    return {
        "audience": (
            _("Who it is for"),
            [("", _("Everyone")), *((term.slug, term.label) for term in site.audiences())],
        ),
        "topic": (_("Topic"), [("", _("Every topic")), *((term.slug, term.label) for term in site.topics())]),
        "level": (_("Level of government"), [("", _("Every level")), *LevelOfEffect.choices]),
        "area": (
            _("Where it applies"),
            [("", _("Everywhere")), *((area.code, area.local_name) for area in library.areas)],
        ),
        "status": (
            _("Validity"),
            [
                (PolicyStatus.IN_FORCE.value, _("In force")),
                (PolicyStatus.DRAFT.value, _("Not in force yet")),
                (OVER, _("No longer in force")),
            ],
        ),
    }


def filters(library: Library, choice: Choice, words: dict[str, tuple[str, Words]]) -> list[dict[str, Any]]:
    """A row of chips for each dimension; each keeps what is chosen in the others."""
    return [
        {"name": name, "label": words[name][0], "chips": _chips(library, choice, name, words[name][1])}
        for name in DIMENSIONS
    ]


def _chips(library: Library, choice: Choice, dimension: str, words: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    counts = library.counts(choice, dimension)
    now = getattr(choice, dimension)
    return [
        {
            "label": label,
            "url": "?" + choice.with_word(dimension, word).address(),
            "current": word == now,
            "count": counts[word],
        }
        for word, label in words
        if counts[word] or word == now or word in {"", PolicyStatus.IN_FORCE.value}
    ]


def chosen(choice: Choice, words: dict[str, tuple[str, Words]]) -> list[dict[str, str]]:
    """What is chosen, each with the address that takes only this choice away."""
    found = []
    for name, word in choice.pairs():
        labels = {choice.on: date_format(choice.day)} if name == "on" and choice.day else dict(words[name][1])
        usual = PolicyStatus.IN_FORCE.value if name == "status" else ""
        found.append({"label": str(labels.get(word, word)), "url": "?" + choice.with_word(name, usual).address()})
    return found
