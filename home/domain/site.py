"""What editors have set for the whole site."""

from __future__ import annotations

from home.models import Hotline, Office, SiteSettings


def site_settings() -> SiteSettings | None:
    """The settings of the default site: one query; None before an editor has saved any."""
    return SiteSettings.objects.filter(site__is_default_site=True).first()


def hotlines() -> list[Hotline]:
    """The numbers to call, in the editors' order: one query."""
    return list(Hotline.objects.filter(settings__site__is_default_site=True))


def offices() -> list[Office]:
    """The office of each township, in the editors' order: one query."""
    return list(Office.objects.filter(settings__site__is_default_site=True).select_related("area"))
