"""What editors want found first for certain words."""

from __future__ import annotations

from wagtail.models import Page

from portal.pagecache.memo import by_generation
from portal.search import analysis
from portal.search.models import PromotedResult


@by_generation
def _by_words() -> dict[str, list[PromotedResult]]:
    """Each word in the form in which it is compared, and what is promoted for it: one query."""
    found: dict[str, list[PromotedResult]] = {}
    for row in PromotedResult.objects.select_related("page__locale").filter(page__live=True):
        for word in row.word_list():
            found.setdefault(analysis.canonical(word), []).append(row)
    return found


def promoted_for(query: str, language: str) -> list[tuple[PromotedResult, Page]]:
    """What stands above the results of exactly this query, in the editors' order; pages of this language only."""
    found = _by_words().get(analysis.canonical(query), [])
    return [(row, row.page) for row in found if row.page.locale.language_code == language]
