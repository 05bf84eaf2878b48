"""How an editor sees a policy: what readers need first, then the document, then its neighbours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)


class ReviewerPanel(FieldPanel):
    """Who reviewed it last: set by the site."""

    def format_value_for_display(self, value: Any) -> Any:
        """The name, or that nobody has."""
        return _("Nobody yet") if value is None else super().format_value_for_display(value)


# Without Wagtail's "show in menus": this site's menu is not made of pages.
ADDRESS_PANELS = [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")]
FACT_FIELDS = ["fact_who", "fact_where", "fact_how_long", "fact_cost", "fact_papers"]


def policy_tabs() -> TabbedInterface:
    """The tabs of a policy's edit page."""
    tabs = [
        (_("For readers"), _for_readers()),
        (_("Full text"), [FieldPanel("body")]),
        (_("The document"), _the_document()),
        (_("Relations and files"), _relations_and_files()),
        (_("Address and search engines"), [*ADDRESS_PANELS, PublishingPanel()]),
    ]
    return TabbedInterface([ObjectList(panels, heading=heading) for heading, panels in tabs])


def _for_readers() -> list[Panel]:
    return [
        HelpPanel(template="home/admin/review_flags.html", heading=_("To check"), classname="review-flags"),
        TitleFieldPanel("title"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel(name) for name in FACT_FIELDS],
            heading=_("Five facts"),
            help_text=_("Keep short. What is left empty is not shown."),
        ),
        FieldPanel("steps"),
        MultiFieldPanel(
            [
                FieldPanel("audiences", widget=forms.CheckboxSelectMultiple),
                FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("Where readers find it"),
        ),
    ]


def _the_document() -> list[Panel]:
    return [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("document_number"), FieldPanel("issuing_body")]), FieldPanel("source_url")],
            heading=_("What it is called"),
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("level"), FieldPanel("area")])], heading=_("Where it holds")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("issued_on"), FieldPanel("in_force_from")]),
                FieldRowPanel([FieldPanel("in_force_until"), FieldPanel("repealed_on")]),
            ],
            heading=_("When it holds"),
            help_text=_("Whether it is in force is worked out from these days and from what other documents do to it."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("last_reviewed_on"), FieldPanel("reviewing_office")]),
                ReviewerPanel("last_reviewed_by", read_only=True),
                FieldPanel("is_example"),
            ],
            heading=_("Last checked"),
        ),
    ]


def _relations_and_files() -> list[Panel]:
    return [
        InlinePanel(
            "relations",
            heading=_("What this document does to others"),
            label=_("relation"),
            help_text=_("The other document says by itself that it was amended or repealed by this one."),
        ),
        InlinePanel("bases", heading=_("Legal basis"), label=_("basis")),
        InlinePanel(
            "attachments",
            heading=_("Files to download"),
            label=_("file"),
            help_text=_("Application forms and the official text: PDF, DOCX or XLSX."),
        ),
    ]
