"""One policy, and what changed since the version it replaces."""

from __future__ import annotations

import datetime
from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from home.benefits.domain.amounts import of_document
from home.enums.policies import PolicyStatus
from home.models import PolicyPage
from home.policies.domain import timeline
from home.policies.domain.catalogue import read_day
from home.policies.domain.changes import changes
from home.policies.domain.linked_data import of_policy
from home.policies.domain.shelf import related_to, shelf
from home.site import policy_libraries, site_settings
from home.text.contents import article_numbers, contents


def detail(request: HttpRequest, page: PolicyPage) -> HttpResponse:
    """One policy: whether it holds, the facts, how to apply; then the text and where it comes from."""
    today = timezone.localdate()
    book = shelf().book_of(page)
    if book is not None:  # saves asking again what the shelf knows
        page.repealed_from = book.page.repealed_from
    links = shelf().links_of(page)
    day = read_day(request.GET.get("on", ""))
    index = policy_libraries().get(page.locale_id)
    context = {
        "page": page,
        "index": index,
        "successor": timeline.successor(links),
        "predecessor": timeline.predecessor(links),
        "amended_by": [link for link in links if link.passive and not link.ends and link.day and link.day <= today],
        "events": timeline.timeline(page, links),
        "then": then(page, day) if day else None,
        "facts": page.facts,
        "benefits": of_document(page, on=today),
        "contents": contents(page.body),
        "articles": article_numbers(page.body),
        "bases": page.bases.select_related("document__locale"),
        "attachments": page.attachments.select_related("document"),
        "related": related_to(page, on=today),
        "office": page.reviewing_office or getattr(site_settings(), "host", ""),
        "address": request.build_absolute_uri(page.get_url(request)),
        "data": of_policy(page, index, request, book),
    }
    return render(request, "home/policy.html", context)


def then(page: PolicyPage, day: datetime.date) -> dict[str, object]:
    """What it was worth on the day a reader asked about."""
    status = page.status_on(day)
    return {"day": day, "status": status, "held": status == PolicyStatus.IN_FORCE}


@require_safe
def changed(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed since the version this policy replaces, article by article."""
    page = get_object_or_404(PolicyPage.objects.live(), slug=slug, locale=Locale.get_active())
    before = timeline.predecessor(shelf().links_of(page))
    if before is None or page.has_ended:
        raise Http404
    old = PolicyPage.objects.select_related("locale").get(pk=before.pk)
    # A chapter's heading that stayed has no words of its own to compare.
    found = [change for change in changes(old, page) if change.kind != "same" or any(w for _k, w in change.pieces)]
    context = {
        "page": page,
        "old": old,
        "index": policy_libraries().get(page.locale_id),
        "changes": [change for change in found if change.kind != "same"],
        "same": [change.label for change in found if change.kind == "same"],
        "counts": Counter(change.kind for change in found),
    }
    return render(request, "home/policy_changes.html", context)
