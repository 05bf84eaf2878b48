"""One policy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from home.domain.contents import contents
from home.domain.shelf import related_to
from home.domain.site import policy_libraries
from home.enums import PolicyStatus
from home.models import PolicyPage


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
