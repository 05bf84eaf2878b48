"""What editors set once for the whole site: hotlines, host, notice."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from portal.changes.seen_rows import SeenInlinePanel
from portal.pages.languages import in_language

PHONE = RegexValidator(r"^[0-9][0-9-]{2,19}$", _("Only digits and hyphens, such as 12345 or 0578-0000001."))
AREA_CODE = RegexValidator(r"^[0-9]{6}$", _("The six digits of the county."))


_MOBILE = re.compile(r"1[3-9]\d{9}")


def not_someones_own(phone: str) -> None:
    """Raises ValidationError for a mobile number: officers change, and theirs is not for the whole internet."""
    if _MOBILE.fullmatch(phone.replace("-", "")):
        raise ValidationError(_("Only an office's number can stand here, never somebody's own mobile phone."))


@register_setting(icon="home")
class SiteSettings(BaseSiteSetting, ClusterableModel):
    """One row for the site."""

    host_organisation = models.CharField(_("host organisation"), max_length=80, blank=True)
    host_organisation_en = models.CharField(_("host organisation, in English"), max_length=120, blank=True)
    county_code = models.CharField(_("county code"), max_length=6, blank=True, validators=[AREA_CODE])
    county_name = models.CharField(_("county name"), max_length=40, blank=True)
    county_name_en = models.CharField(_("county name, in English"), max_length=60, blank=True)
    notice = models.CharField(
        _("notice on every page"), max_length=200, blank=True, help_text=_("Leave empty when there is nothing to say.")
    )
    notice_en = models.CharField(_("notice on every page, in English"), max_length=300, blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("host_organisation"), FieldPanel("host_organisation_en")]),
                FieldRowPanel([FieldPanel("county_name"), FieldPanel("county_name_en")]),
                FieldPanel("county_code"),
            ],
            heading=_("Who runs this site"),
        ),
        MultiFieldPanel([FieldPanel("notice"), FieldPanel("notice_en")], heading=_("Notice")),
        SeenInlinePanel("hotlines", label=_("hotline"), heading=_("Hotlines"), min_num=1),
    ]

    class Meta:
        verbose_name = _("site settings")

    @property
    def host(self) -> str:
        """The host organisation in the reader's language."""
        return in_language(self.host_organisation, self.host_organisation_en)

    @property
    def county(self) -> str:
        """The county's name in the reader's language."""
        return in_language(self.county_name, self.county_name_en)

    @property
    def notice_shown(self) -> str:
        """The notice in the reader's language."""
        return in_language(self.notice, self.notice_en)


class Hotline(Orderable):
    """A number to call, above every form and in every footer."""

    settings = ParentalKey(SiteSettings, related_name="hotlines", on_delete=models.CASCADE)
    number = models.CharField(_("number"), max_length=20, validators=[PHONE])
    label = models.CharField(_("what it is"), max_length=30)
    label_en = models.CharField(_("what it is, in English"), max_length=60)
    about = models.CharField(_("when to call it"), max_length=120, blank=True)
    about_en = models.CharField(_("when to call it, in English"), max_length=200, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("label"), FieldPanel("label_en")]),
        FieldRowPanel([FieldPanel("about"), FieldPanel("about_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("hotline")
        verbose_name_plural = _("hotlines")

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """As for an office: never somebody's own phone."""
        super().clean()
        try:
            not_someones_own(self.number)
        except ValidationError as error:
            raise ValidationError({"number": error}) from error

    @property
    def name(self) -> str:
        """What it is, in the reader's language."""
        return in_language(self.label, self.label_en)

    @property
    def when(self) -> str:
        """When to call it, in the reader's language."""
        return in_language(self.about, self.about_en)
