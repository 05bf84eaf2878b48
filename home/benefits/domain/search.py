"""The search finds what families can get: the amounts in force today."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch.query import SearchQuery
from wagtail.search.backends import get_search_backend

from home.models import BenefitStandard
from portal.areas.enums import codes_around

from ...searching.domain import Candidate, Source
from ...searching.domain.sources import language_of
from ...site import county_code


def find(query: SearchQuery, limit: int) -> list[Candidate]:
    """What is in force today in the county that runs the site: one query."""
    rows = BenefitStandard.objects.in_force_on(timezone.localdate()).select_related("area", "audience")
    found = get_search_backend().search(query, rows).annotate_score("relevance")[:limit]
    around = codes_around(county_code())
    return [_candidate(row) for row in found if not around or row.area.code in around]


def _candidate(row: BenefitStandard) -> Candidate:
    return Candidate(
        "benefits",
        row,
        row.title,
        row.relevance,  # type: ignore[attr-defined]  # annotated by the search
        summary=row.for_whom,
        language=language_of(row.name_en),
        number=row.document_number,
        audience=frozenset({row.audience.slug}),
        area=row.area.code,
        text=" · ".join(filter(None, [row.words, row.for_whom])),
    )


# An amount that is only near what was asked for misleads: it would be another family's.
SOURCE = Source({"benefits": _("What families can get")}, find, near=False)
