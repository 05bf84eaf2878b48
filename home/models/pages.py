"""The home page, news, guides and the site's own pages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from .base import PublicPage, TextPage
from .terms import TERM_FIELDS, Audience


class HomePage(PublicPage):
    """The front page: its sections come from the other pages and from the activities."""

    view = "home.pages.views.front.home"
    headline = models.CharField(_("headline"), max_length=40)
    lead = models.CharField(_("line under the headline"), max_length=120, blank=True)

    is_creatable = False  # there is one in each language from the start
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.PolicyIndexPage",
        "home.GuideIndexPage",
        "home.NewsIndexPage",
        "home.FaqPage",
        "home.HelpPage",
        "home.StandardPage",
    ]
    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("lead")]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page by its whole address at once, not level by level: no page here has addresses of its own."""
        if not path_components:
            return super().route(request, path_components)
        address = f"{self.url_path}{'/'.join(path_components)}/"
        found = Page.objects.live().filter(url_path=address).first()
        if found is None:
            raise Http404
        result: RouteResult = found.specific.route(request, [])
        return result

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class IndexPage(PublicPage):
    """A page that lists its children."""

    introduction = models.TextField(_("introduction"), max_length=300, blank=True)
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    max_count_per_parent = 1

    class Meta:
        abstract = True


class NewsIndexPage(IndexPage):
    """All news, the newest first."""

    view = "home.pages.views.news.index"
    subpage_types: ClassVar[list[str]] = ["home.NewsPage"]

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")


class NewsPage(TextPage):
    """Something that happened, or is about to."""

    view = "home.pages.views.news.detail"
    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    picture = models.ForeignKey(
        "home.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    parent_page_types: ClassVar[list[str]] = ["home.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*TextPage.search_fields, index.FilterField("date")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")


class GuideIndexPage(IndexPage):
    """All guides for families and volunteers."""

    view = "home.pages.views.guides.index"
    subpage_types: ClassVar[list[str]] = ["home.GuidePage"]

    class Meta:
        verbose_name = _("list of guides")
        verbose_name_plural = _("lists of guides")


class GuidePage(TextPage):
    """How to do something, or how to look after a child."""

    view = "home.pages.views.guides.detail"
    audiences = ParentalManyToManyField(Audience, blank=True, related_name="+", verbose_name=_("whom it is for"))
    picture = models.ForeignKey(
        "home.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    last_reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    parent_page_types: ClassVar[list[str]] = ["home.GuideIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*TextPage.search_fields, index.RelatedFields("audiences", TERM_FIELDS)]
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("audiences"),
        FieldPanel("last_reviewed_on"),
    ]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")


class HelpPage(TextPage):
    """Hotlines, and whom to call in each township; both come from the site's settings."""

    view = "home.help.views.help.detail"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("page of contacts")
        verbose_name_plural = _("pages of contacts")


class StandardPage(TextPage):
    """A page of the site itself: about us, privacy, accessibility."""

    view = "home.pages.views.standard.detail"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
