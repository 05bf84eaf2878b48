"""What editors have set for the whole site."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Site

from home.models import Audience, Hotline, PolicyIndexPage, SiteSettings, Topic
from portal.pagecache.memo import by_generation
from portal.site.masthead import Masthead


@by_generation
def site_settings() -> SiteSettings | None:
    """The settings of the default site: one query; None before an editor has saved any."""
    return SiteSettings.objects.filter(site__is_default_site=True).first()


def county_code() -> str:
    """The code of the county this site works for; empty before an editor has named it."""
    found = site_settings()
    return found.county_code if found else ""


@by_generation
def hotlines() -> list[Hotline]:
    """The numbers to call, in the editors' order: one query."""
    return list(Hotline.objects.filter(settings__site__is_default_site=True))


@by_generation
def audiences() -> list[Audience]:
    """Whom policies are for: one query."""
    return list(Audience.objects.all())


@by_generation
def topics() -> list[Topic]:
    """What policies are about: one query."""
    return list(Topic.objects.all())


@by_generation
def root_paths() -> list[Any]:
    """Where the tree of each language begins, as Wagtail asks it to tell a page's address."""
    found: list[Any] = Site.get_site_root_paths()
    return found


@by_generation
def policy_libraries() -> dict[int, PolicyIndexPage]:
    """The library of each language, by the language's number: one query."""
    return {page.locale_id: page for page in PolicyIndexPage.objects.select_related("locale")}


def hotlines_shown() -> list[dict[str, str]]:
    """For the foot of every page."""
    return [{"number": line.number, "name": line.name} for line in hotlines()]


def masthead_shown() -> Masthead | None:
    """For the head of every page; None before an editor has named the county."""
    found = site_settings()
    if found is None or not found.county:
        return None
    tagline = _("Care for children left behind or in difficulty · %(county)s") % {"county": found.county}
    return Masthead(_("Tongxin"), tagline, found.host, found.notice_shown)
