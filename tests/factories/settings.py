"""The site's settings for tests."""

from __future__ import annotations

from wagtail.models import Site

from home.models import SiteSettings


def site_of(code: str, name: str = "甲县") -> SiteSettings:
    """The settings of a site that this county runs."""
    values = {"county_code": code, "county_name": name}
    site = Site.objects.get(is_default_site=True)
    return SiteSettings.objects.update_or_create(site=site, defaults=values)[0]
