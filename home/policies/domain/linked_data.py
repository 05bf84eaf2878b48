"""What search engines read of a policy and of where it stands (schema.org)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.enums.policies import PolicyStatus
from home.models import PolicyIndexPage, PolicyPage

from ... import site
from .shelf import Book

Data = dict[str, Any]


def of_policy(page: PolicyPage, index: PolicyIndexPage | None, request: HttpRequest, book: Book | None) -> Data:
    """The document, the service a family gets by it, and the way here from the home page."""
    graph = [_legislation(page, request), _service(page, request, book), _way(page, index, request)]
    return {"@context": "https://schema.org", "@graph": [each for each in graph if each]}


def _filled(data: Data) -> Data:
    """Without what is not known."""
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def _address(page: Page, request: HttpRequest) -> str:
    return request.build_absolute_uri(page.get_url(request) or "/")


def _legislation(page: PolicyPage, request: HttpRequest) -> Data:
    in_force = page.status == PolicyStatus.IN_FORCE
    return _filled(
        {
            "@type": "Legislation",
            "@id": _address(page, request) + "#document",
            "url": _address(page, request),
            "name": page.title,
            "abstract": page.summary,
            "legislationIdentifier": page.document_number,
            "legislationPassedBy": _organisation(page.issuing_body),
            "legislationDate": _day(page.issued_on),
            "temporalCoverage": f"{_day(page.in_force_from)}/{_day(page.in_force_until) or '..'}"
            if page.in_force_from
            else "",
            "legislationLegalForce": f"https://schema.org/{'InForce' if in_force else 'NotInForce'}",
            "legislationJurisdiction": page.area.local_name if page.area else _("China"),
            "inLanguage": page.locale.language_code,
            "isBasedOn": page.source_url,
            "dateModified": page.last_published_at.isoformat() if page.last_published_at else "",
        }
    )


def _service(page: PolicyPage, request: HttpRequest, book: Book | None) -> Data:
    """Only of what a family can apply for: somewhere to go is the sign of it."""
    if not page.fact_where:
        return {}
    found = site.site_settings()
    audiences = [term.label for term in site.audiences() if book and term.slug in book.audiences]
    return _filled(
        {
            "@type": "GovernmentService",
            "name": page.title,
            "description": page.summary,
            "url": _address(page, request),
            "audience": [{"@type": "Audience", "audienceType": name} for name in audiences],
            "provider": _organisation(found.host if found else ""),
            "areaServed": found.county if found else "",
            "subjectOf": {"@id": _address(page, request) + "#document"},
        }
    )


def _way(page: PolicyPage, index: PolicyIndexPage | None, request: HttpRequest) -> Data:
    steps = [(index.title, _address(index, request))] if index else []
    steps.append((page.title, _address(page, request)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, start=1)
        ],
    }


def _organisation(name: str) -> Data | None:
    return {"@type": "GovernmentOrganization", "name": name} if name else None


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
