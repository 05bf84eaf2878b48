"""What editors have set for the whole site."""

from __future__ import annotations

from django.utils.translation import gettext as _

from home.models import Hotline, Office, SiteSettings
from portal.masthead import Masthead


def site_settings() -> SiteSettings | None:
    """The settings of the default site: one query; None before an editor has saved any."""
    return SiteSettings.objects.filter(site__is_default_site=True).first()


def hotlines() -> list[Hotline]:
    """The numbers to call, in the editors' order: one query."""
    return list(Hotline.objects.filter(settings__site__is_default_site=True))


def offices() -> list[Office]:
    """The office of each township, in the editors' order: one query."""
    return list(Office.objects.filter(settings__site__is_default_site=True).select_related("area"))


def hotlines_shown() -> list[dict[str, str]]:
    """For the foot of every page."""
    return [{"number": line.number, "name": line.name} for line in hotlines()]


def masthead_shown() -> Masthead | None:
    """For the head of every page; None before an editor has named the county."""
    found = site_settings()
    if found is None or not found.county:
        return None
    tagline = _("Care for the left-behind children and children in difficulty of %(county)s") % {"county": found.county}
    return Masthead(_("Tongxin"), tagline, found.host)
