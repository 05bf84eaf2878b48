"""What search engines read, and the site map for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from home.domain.sitemap import addresses, sections

CLOSED = ["/admin/", "/desk/", "/accounts/", "/g/", "/search/", "/documents/", "/verify/", "/reading/"]
CLOSED_BELOW = ["/volunteer/apply/", "/volunteer/sessions/", "/volunteer/children/", "/volunteer/hours/"]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be indexed, everything personal may not."""
    closed = [*CLOSED, *CLOSED_BELOW]
    lines = ["User-agent: *", *[f"Disallow: {path}" for path in closed], *[f"Disallow: /en{path}" for path in closed]]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('home:sitemap_xml'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers and readers of feeds look without reading a page first."""
    return redirect(static("icon-180.png"))


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """Every public page with its versions in other languages."""
    context = {"addresses": addresses(request)}
    return render(request, "home/sitemap.xml", context, content_type="application/xml")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The site map for people."""
    home: Page = Page.objects.filter(locale=Locale.get_active(), depth=2).first()
    return render(request, "home/sitemap.html", {"sections": sections(home)})
