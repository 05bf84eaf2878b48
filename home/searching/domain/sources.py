"""What can be found besides pages: places and sessions; and how an app adds another kind of thing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelsearch.query import SearchQuery
from wagtail.search.backends import get_search_backend

from activities.enums import SessionState
from activities.models import Place, Session
from portal.areas.enums import TOWNSHIP_DIGITS
from portal.pages.dates import when_text
from portal.registry import Registry

CHINESE = "zh-hans"
# So many of the index's best are ranked and counted; nobody reads further.
MOST = 200
CURRENT, OVER = "current", "over"


@dataclass(eq=False)
class Candidate:
    """Something that may be shown: what ranking, facets and the list ask about it."""

    kind: str
    obj: Any
    title: str
    score: float
    summary: str = ""
    language: str = CHINESE
    number: str = ""
    status: str = ""
    status_label: Any = ""
    day: datetime.date | None = None
    audience: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    area: str = ""
    text: str = ""
    more_dates: int = 0
    rank: float = 0.0

    @property
    def kind_label(self) -> Any:
        """What this kind of thing is called."""
        return next(source.labels[self.kind] for source in SOURCES if self.kind in source.labels)


@dataclass(frozen=True)
class Source:
    """Asks the index once for at most `limit` candidates, the best first; `labels` names its kinds."""

    labels: dict[str, Any]
    find: Callable[[SearchQuery, int], Sequence[Candidate]]
    # Fills in what ranking and facets need, then what only the shown ones need; each in a fixed number of queries.
    complete: Callable[[Sequence[Candidate]], None] | None = None
    describe: Callable[[Sequence[Candidate]], None] | None = None
    # Whether it is asked again, more widely, when too little was found.
    near: bool = True


def find_places(query: SearchQuery, limit: int) -> list[Candidate]:
    """Public places."""
    found = get_search_backend().search(query, Place.objects.public()).annotate_score("relevance")[:limit]
    return [
        Candidate(
            "places",
            place,
            place.local_name,
            place.relevance,
            summary=place.local_summary,
            language=language_of(place.name_en),
            area=place.area_path[:TOWNSHIP_DIGITS],
        )
        for place in found
    ]


def describe_places(shown: Sequence[Candidate]) -> None:
    """Where it is, when it is open, what it is like."""
    for one in shown:
        one.text = " · ".join(filter(None, [one.obj.address, str(one.obj.opening), one.summary]))


def find_sessions(query: SearchQuery, limit: int) -> list[Candidate]:
    """Sessions that are not over, each kind of them at each place once, with its next date."""
    published = Session.objects.unscoped("public sessions, for everyone").exclude(
        state__in=[SessionState.DRAFT, SessionState.CANCELLED]
    )
    coming = published.filter(ends__gt=timezone.now()).select_related("place")
    found = get_search_backend().search(query, coming).annotate_score("relevance")[:limit]
    once: dict[tuple[str, int], Candidate] = {}
    for session in sorted(found, key=lambda session: session.starts):
        first = once.setdefault((session.title, session.place_id), _session(session))
        first.more_dates += first.obj is not session
    return [candidate for candidate in once.values() if candidate.obj.place.listed]


def _session(session: Session) -> Candidate:
    return Candidate(
        "activities",
        session,
        session.local_title,
        session.relevance,
        summary=session.local_summary,
        language=language_of(session.title_en),
        area=session.area_path[:TOWNSHIP_DIGITS],
    )


def describe_sessions(shown: Sequence[Candidate]) -> None:
    """When and where, and what happens; not for the many that are only ranked."""
    for one in shown:
        when = when_text(one.obj.starts, one.obj.ends)
        one.text = " · ".join(filter(None, [when, one.obj.place.local_name, one.summary]))


def language_of(english: str) -> str:
    """The language in which a record with these English words is shown to this reader."""
    return str(get_language()) if english else CHINESE


# In the order in which the kinds are shown: pages first.
SOURCES: Registry[Source] = Registry()
SOURCES.add(Source({"places": _("Children's homes")}, find_places, describe=describe_places))
SOURCES.add(Source({"activities": _("Activities")}, find_sessions, describe=describe_sessions))


def kind_labels() -> dict[str, Any]:
    """What the kinds are called, in the order in which they are shown."""
    return {kind: label for source in SOURCES for kind, label in source.labels.items()}
