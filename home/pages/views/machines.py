"""What search engines read, and the site map for people."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from home.pages.domain.sitemap import part, parts, sections

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
    """Every public page with its versions in other languages; where there are many, the list of the map's parts."""
    if (number := parts(request)) == 1:
        return _written(request, 1)
    paths = [reverse("home:sitemap_part", args=[one]) for one in range(1, number + 1)]
    context = {"parts": [request.build_absolute_uri(path) for path in paths]}
    return render(request, "home/sitemap_parts.xml", context, content_type="application/xml")


@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """One part of the map."""
    if not 1 <= number <= parts(request):
        raise Http404
    return _written(request, number)


def _written(request: HttpRequest, number: int) -> HttpResponse:
    context = {"addresses": part(request, number)}
    return render(request, "home/sitemap.xml", context, content_type="application/xml")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The site map for people."""
    home: Page = Page.objects.filter(locale=Locale.get_active(), depth=2).first()
    return render(request, "home/sitemap.html", {"sections": sections(home)})
