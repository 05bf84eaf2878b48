"""What is offered while somebody types: titles and words that the site knows, held in the process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import Value
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from activities.enums import SessionState
from activities.models import Place, Session
from home import site
from home.enums.policies import PolicyStatus
from home.models import PolicyPage
from home.models.base import locales
from home.models.policies import status_condition
from portal.pagecache.memo import by_generation
from portal.search import analysis
from portal.search.models import Synonym

from .pages import KINDS, text_pages
from .sources import CHINESE, kind_labels

MOST_KNOWN = 3000  # titles of each sort, the newest first
MOST_OFFERED = 8


@dataclass(frozen=True)
class Known:
    """A title or word, the kind of thing it is, and how to get there; without a target it is searched for."""

    text: str
    folded: str
    language: str
    kind: str = ""
    page: Any = None
    slug: str = ""

    @property
    def is_a_name(self) -> bool:
        """Whether it is what a place or a session is really called: readers of every language may know it."""
        return self.language == CHINESE and self.kind in {"places", "activities"}

    @property
    def address(self) -> str:
        """Of the page, or of a search for the words."""
        if self.page is not None:
            return str(self.page.get_url() or "")
        if self.slug:
            return reverse("activities:place", args=[self.slug])
        return f"{reverse('home:search')}?{urlencode({'q': self.text})}"


@by_generation
def known() -> list[Known]:
    """All that can be offered: three queries and the two vocabularies, once per generation of the public pages."""
    found = [*_words(), *_pages(), *_activities()]
    return list({(one.folded, one.language): one for one in reversed(found)}.values())[::-1]


def suggestions(query: str, language: str) -> list[dict[str, str]]:
    """At most eight for the cleaned `query`, the best first: what begins with it, then what holds it."""
    typed = _folded(query)
    if not typed:
        return []
    labels = kind_labels()
    fitting = [(place, number, one) for number, one in enumerate(known()) if (place := one.folded.find(typed)) >= 0]
    readable = [row for row in fitting if row[2].language == language or row[2].is_a_name]
    best = sorted(readable, key=lambda row: (row[2].language != language, row[0] > 0, bool(row[2].kind), row[1]))
    return [
        {"text": one.text, "kind": str(labels.get(one.kind, "")), "url": one.address, "language": one.language}
        for _place, _number, one in best[:MOST_OFFERED]
    ]


def _folded(text: str) -> str:
    return analysis.fold(text).replace(" ", "")


def _known(text: str, language: str, **more: Any) -> Known:
    return Known(text, _folded(text), language, **more)


def _words() -> list[Known]:
    terms = [*site.audiences(), *site.topics()]
    words = [word for group in Synonym.objects.all()[:MOST_KNOWN] for word in group.words()]
    return [
        *(_known(word, CHINESE) for word in [*words, *(term.name for term in terms)]),
        *(_known(term.name_en, "en") for term in terms),
    ]


def _pages() -> list[Known]:
    kinds = {kind.pk: model for model, kind in ContentType.objects.get_for_models(*text_pages().values()).items()}
    today = timezone.localdate()
    over = PolicyPage.objects.filter(
        status_condition(PolicyStatus.REPEALED, today) | status_condition(PolicyStatus.EXPIRED, today)
    )
    rows = Page.objects.live().filter(content_type__in=list(kinds)).exclude(pk__in=over.values("pk"))
    rows = rows.order_by("-last_published_at", "pk")
    found = []
    for page in rows.only("pk", "title", "url_path", "locale_id", "content_type_id", "depth", "path")[:MOST_KNOWN]:
        page.locale = locales()[page.locale_id]
        kind = KINDS.get(kinds[page.content_type_id], "pages")
        found.append(_known(page.title, page.locale.language_code, kind=kind, page=page))
    return found


def _activities() -> list[Known]:
    coming = Session.objects.public().filter(ends__gt=timezone.now()).exclude(state=SessionState.CANCELLED)
    rows = Place.objects.public().order_by().values_list("name", "name_en", "slug")
    titles = coming.order_by().values_list("title", "title_en", Value(""))
    both = sorted(rows.union(titles), key=lambda row: not row[2])[:MOST_KNOWN]  # places first
    return [
        _known(text, language, kind="places" if slug else "activities", slug=slug)
        for name, name_en, slug in both
        for text, language in ((name, CHINESE), (name_en, "en"))
        if text
    ]
