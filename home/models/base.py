"""What all public pages have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageViewRestriction, Revision
from wagtail.search import index

from home.anchors import keep_anchors
from home.blocks import body_blocks
from home.enums import EditorialReason
from home.permissions import TwoReaders, publish_denied_reason
from portal.denied import Denied
from portal.pagecache.memo import by_generation


@by_generation
def locales() -> dict[int, Locale]:
    """The languages by number: one query."""
    found: dict[int, Locale] = Locale.objects.in_bulk()
    return found


def places_to_check(page: Page) -> int:
    """How many marks "to check before publishing" are still in the text."""
    body = getattr(page, "body", None)
    return sum(1 for block in body.raw_data if block["type"] == "to_check") if isinstance(body, StreamValue) else 0


class PublicPage(Page):
    """A page that is served by a view of this app, named by its dotted path.

    Models stand below domain and views, so a page names its view as text instead of importing it.
    """

    view: ClassVar[str]
    # Nobody signs in to read public content, so no page can be made private, and nothing has to ask whether it is.
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """None: see `private_page_options`."""
        return PageViewRestriction.objects.none()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page as the public sees it."""
        self.locale = locales()[self.locale_id]
        view = import_string(self.view)
        response: HttpResponse = view(request, self)
        return response

    def permissions_for_user(self, user: Any) -> TwoReaders:
        """Writing and taking down alone, publishing only through a second reader."""
        return TwoReaders(user, self)

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Make a version live, or schedule it; every way of publishing ends here.

        Without a `user` it is the site itself: planting, the demo, and what was approved for a later hour.
        Raises Denied: nobody publishes what no second reader has approved, nor a text with a place to check in it.
        """
        if places_to_check(revision.as_object()):
            raise Denied(EditorialReason.TO_CHECK)
        reason = publish_denied_reason(user, revision) if user else None
        if reason:
            raise Denied(reason)
        super().publish(revision, user=user, **kwargs | {"skip_permission_checks": True})

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

    def clean(self) -> None:
        """Gives each heading the address it then keeps."""
        super().clean()
        keep_anchors(self.body)
