"""What every template knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.pages.comfort import reading_of
from portal.pages.languages import home_url
from portal.site.hotlines import hotlines
from portal.site.masthead import masthead


def site(request: HttpRequest) -> dict[str, Any]:
    """`demo`, `hotlines`, `masthead`, `reading`, `main_menu`, and `home_url` in the page's language.

    What takes time (a question to the database, many words) is only asked when a template uses it.
    """
    return {
        "demo": settings.TONGXIN_DEMO,
        "hotlines": SimpleLazyObject(hotlines),
        "masthead": SimpleLazyObject(masthead),
        "reading": reading_of(request.COOKIES),
        "home_url": home_url(),
        "main_menu": SimpleLazyObject(lambda: _main_menu(request)),
    }


def _main_menu(request: HttpRequest) -> list[dict[str, object]]:
    """The six places to go, the same on every page; `current` marks where the reader is."""
    home = home_url()
    entries = [
        (_("Home"), home),
        (_("Policies"), f"{home}policies/"),
        (_("Activities"), f"{home}activities/"),
        (_("Children's homes"), f"{home}places/"),
        (pgettext("menu", "Volunteer"), f"{home}volunteer/"),
        (_("Get help"), f"{home}help/"),
    ]
    return [
        {"label": label, "url": url, "current": request.path == url or (url != home and request.path.startswith(url))}
        for label, url in entries
    ]
