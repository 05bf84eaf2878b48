"""Questions families ask, with short answers."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import PARAGRAPH_FEATURES

from .pages import IndexPage


class QuestionBlock(blocks.StructBlock):
    """One question; its address on the page stays when the words change."""

    question = blocks.CharBlock(label=_("Question"), max_length=120)
    answer = blocks.RichTextBlock(label=_("Answer"), features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question")


class QuestionGroupBlock(blocks.StructBlock):
    """Questions about one thing, or of one sort of reader."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=60)
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"))

    class Meta:
        icon = "list-ul"
        label = _("Group of questions")


class FaqPage(IndexPage):
    """All frequent questions on one page: found by the browser's own search, printed in one go."""

    view = "home.pages.views.faq.detail"
    body = StreamField([("group", QuestionGroupBlock())], verbose_name=_("questions"), blank=True)
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*IndexPage.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    content_panels = [*IndexPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("frequent questions")
        verbose_name_plural = _("pages of frequent questions")
