"""What all public pages have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import body_blocks


class PublicPage(Page):
    """A page that is served by a view of this app, named by its dotted path.

    Models stand below domain and views, so a page names its view as text instead of importing it.
    """

    view: ClassVar[str]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page as the public sees it."""
        view = import_string(self.view)
        response: HttpResponse = view(request, self)
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as an editor sees it before it is published: the same view."""
        return self.serve(request)


class TextPage(PublicPage):
    """A page whose content is a summary and text."""

    summary = models.TextField(
        _("summary in plain words"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences. Write as you would say it to a grandmother."),
    )
    body = StreamField(body_blocks(), verbose_name=_("text"), blank=True)

    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2), index.SearchField("body")]
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]

    class Meta:
        abstract = True
