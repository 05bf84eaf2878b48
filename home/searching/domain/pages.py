"""The pages of the site as something to find: one question to the index for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch.query import SearchQuery
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from home import site
from home.enums.policies import PolicyStatus
from home.models import GuidePage, NewsPage, PolicyPage
from home.models.base import TextPage, locales
from home.models.policies import status_by_dates
from home.models.policy_parts import PolicyRelation
from home.policy_panels import FACT_FIELDS

from .sources import CURRENT, OVER, Candidate, Source

KINDS: dict[type[Page], str] = {PolicyPage: "policies", GuidePage: "guides", NewsPage: "news"}
LABELS = {"policies": _("Policies"), "guides": _("Guides"), "news": _("News"), "pages": _("About this site")}
_OF_A_PAGE = ("pk", "title", "slug", "url_path", "translation_key", "locale_id", "content_type_id")
_DATES = ("in_force_from", "in_force_until", "repealed_on")
_ENDED = PolicyRelation.objects.ending().filter(target__translation_key=OuterRef("translation_key"))
_BROKEN = re.compile(r"\s*\n\s*|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_AFTER_A_STOP = re.compile(r"(?<=[。！？；：，、…])\s+(?:· )?")
_STOPS = tuple(".!?;:,")
_OVER = {PolicyStatus.REPEALED, PolicyStatus.EXPIRED}


@cache
def text_pages() -> dict[str, type[TextPage]]:
    """Every kind of page with a text, by the name under which Page knows it."""
    found = [model for model in apps.get_models() if issubclass(model, TextPage)]
    return {str(model._meta.model_name): model for model in found}


def find_pages(query: SearchQuery, limit: int) -> list[Candidate]:
    """Live pages in every language."""
    kinds = {kind.pk: model for model, kind in ContentType.objects.get_for_models(*text_pages().values()).items()}
    live = Page.objects.live().filter(content_type__in=list(kinds))
    found = get_search_backend().search(query, live).annotate_score("relevance")[:limit].get_queryset()
    return [
        Candidate(
            KINDS.get(kinds[row.content_type_id], "pages"),
            row,
            row.title,
            row.relevance,
            language=locales()[row.locale_id].language_code,
        )
        # Rows, not pages: to make 200 pages takes longer than to find them, and ten are shown.
        for row in found.values_list(*_OF_A_PAGE, "relevance", named=True)
    ]


def complete(found: Sequence[Candidate]) -> None:
    """Summary, dates, status, and whom and what it is about: two queries."""
    today, terms = timezone.localdate(), _terms(found)
    rows = Page.objects.filter(pk__in=[one.obj.pk for one in found]).values_list(
        "pk",
        _of_any("summary"),
        "policypage__document_number",
        "newspage__date",
        *[f"policypage__{name}" for name in _DATES],
        Subquery(_ENDED.values("day")[:1]),
    )
    about = {pk: rest for pk, *rest in rows}
    for one in found:
        summary, number, day, *dates, ended = about[one.obj.pk]
        one.summary, one.number, one.day = summary or "", number or "", day
        one.audience, one.topic = (frozenset(terms.get((one.obj.pk, name), ())) for name in ("audience", "topic"))
        if one.kind == "policies":
            begins, until, repealed = dates
            status = status_by_dates(begins, until, min(filter(None, [repealed, ended]), default=None), on=today)
            one.status = OVER if status in _OVER else CURRENT
            one.status_label = "" if status == PolicyStatus.IN_FORCE else status.label


def describe(shown: Sequence[Candidate]) -> None:
    """The shown pages themselves, and their words for the excerpts: one query."""
    names = ["policypage__steps", *(f"{name}__body" for name in text_pages())]
    rows = Page.objects.filter(pk__in=[one.obj.pk for one in shown]).values_list(
        "pk", *names, *[f"policypage__{name}" for name in FACT_FIELDS]
    )
    texts = {pk: (_words(rest[: len(names)]), rest[len(names) :]) for pk, *rest in rows}
    for one in shown:
        row = one.obj
        one.obj = Page(**{name: getattr(row, name) for name in _OF_A_PAGE})
        one.obj.locale = locales()[row.locale_id]
        body, facts = texts[row.pk]
        one.text = in_one_line([one.summary, *facts, *body])


def in_one_line(parts: Iterable[str | None]) -> str:
    """Headings, points and sentences after one another, a dot where neither a stop nor anything else parts them.

    Between two ideographs a space stands only where a paragraph or a point of a list ended.
    """
    text = ""
    for line in (line for part in parts if part for line in _BROKEN.split(part.strip()) if line):
        text += f" {line}" if text.endswith(_STOPS) else f" · {line}"
    return _AFTER_A_STOP.sub("", text.removeprefix(" · "))


def _words(bodies: Iterable[Any]) -> list[str]:
    """What readers see of the one text that is there; an editor's choices are left out."""
    return [word for body in bodies if body for word in body.stream_block.get_searchable_content(body)]


def _of_any(field: str) -> Any:
    return Coalesce(*[F(f"{name}__{field}") for name in text_pages()], Value(""), output_field=TextField())


def _terms(found: Sequence[Candidate]) -> dict[tuple[int, str], set[str]]:
    """By page and dimension, the short names: one query."""
    slugs = {("audience", term.pk): term.slug for term in site.audiences()}
    slugs |= {("topic", term.pk): term.slug for term in site.topics()}
    pages = [one.obj.pk for one in found]
    links = [
        model._meta.get_field(f"{name}s")
        .remote_field.through.objects.order_by()  # type: ignore[union-attr]  # a relation
        .filter(**{f"{model._meta.model_name}__in": pages})
        .values_list(f"{model._meta.model_name}_id", f"{name}_id", Value(name))
        for model, name in ((PolicyPage, "audience"), (PolicyPage, "topic"), (GuidePage, "audience"))
    ]
    result: dict[tuple[int, str], set[str]] = {}
    for page, term, name in links[0].union(*links[1:], all=True):
        result.setdefault((page, name), set()).add(slugs[name, term])
    return result


SOURCE = Source(LABELS, find_pages, complete, describe)
