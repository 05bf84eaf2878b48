"""Reading larger, or on a dark page: kept in two cookies, set by plain links, so that it works without JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from .own_addresses import own_page
from .private import kept_by_nobody

# The page cache keys by these two cookies: their names and values are a contract.
CHOICES = {"theme": ("light", "dark", "auto"), "size": ("normal", "large", "huge")}
DEFAULTS = {"theme": "auto", "size": "normal"}
ONE_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Reading:
    """How this visitor reads: theme auto, light or dark; size normal (18 px), large (24 px) or huge (40 px)."""

    theme: str
    size: str


USUAL = Reading(**DEFAULTS)


def reading_of(cookies: Mapping[str, str]) -> Reading:
    """What the cookies say; anything they should not say counts as the default."""
    if CHOICES.keys().isdisjoint(cookies):
        return USUAL
    chosen = {
        name: value if (value := cookies.get(name, "")) in allowed else DEFAULTS[name]
        for name, allowed in CHOICES.items()
    }
    return Reading(**chosen)


@require_safe
@kept_by_nobody
def set_reading(request: HttpRequest) -> HttpResponse:
    """`/reading/?theme=dark&size=large&next=/policies/`: remember, and go back to a page of our own."""
    response = HttpResponseRedirect(own_page(request, request.GET.get("next", ""), otherwise="/"))
    for name, allowed in CHOICES.items():
        value = request.GET.get(name, "")
        if value == DEFAULTS[name]:
            response.delete_cookie(name)
        elif value in allowed:
            response.set_cookie(
                name,
                value,
                max_age=ONE_YEAR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
    return response


urlpatterns: list[URLPattern] = [path("", set_reading, name="reading")]
