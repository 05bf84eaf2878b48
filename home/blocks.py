"""The blocks editors write pages with."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from home.enums.importing import Doubt

PARAGRAPH_FEATURES = ["bold", "link", "document-link", "ul", "ol"]


class HeadingBlock(blocks.StructBlock):
    """A heading; it appears in the page's list of contents."""

    text = blocks.CharBlock(label=_("Text"), max_length=80)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Chapter")), ("3", _("Section in a chapter"))],
        default="2",
        search_index=False,
    )

    anchor = blocks.CharBlock(
        label=_("Address within the page"),
        required=False,
        max_length=60,
        search_index=False,
        help_text=_("Filled in by itself and then kept, so that links to this heading keep working."),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "home/blocks/heading.html"


class StepBlock(blocks.StructBlock):
    """One step of an application."""

    title = blocks.CharBlock(label=pgettext_lazy("step", "What to do"), max_length=40)
    text = blocks.RichTextBlock(label=_("How"), required=False, features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "list-ol"
        label = _("Step")


class AttachmentBlock(blocks.StructBlock):
    """A document to download: a form, the official text."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title shown"), required=False, max_length=100)

    class Meta:
        icon = "doc-full"
        label = _("Document to download")
        template = "home/blocks/attachment.html"


class CalloutBlock(blocks.StructBlock):
    """Something the reader must not miss."""

    kind = blocks.ChoiceBlock(
        label=_("Kind of notice"),
        choices=[("info", _("Useful to know")), ("warn", _("Take care")), ("danger", _("Danger"))],
        default="info",
        search_index=False,
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)
    text = blocks.RichTextBlock(label=_("Text"), features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "help"
        label = _("Notice")
        template = "home/blocks/callout.html"


class PictureBlock(blocks.StructBlock):
    """A picture with what it shows, for those who cannot see it."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What it shows"), required=False, max_length=120, help_text=_("Leave empty if it only decorates.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=120)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "home/blocks/picture.html"


class ToCheckBlock(blocks.StructBlock):
    """A place somebody has to look at before the page is published: seen in the admin and in previews only."""

    code = blocks.ChoiceBlock(label=_("What"), choices=Doubt.choices, required=False, search_index=False)
    where = blocks.CharBlock(label=_("The place"), required=False, max_length=80, search_index=False)
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=200, search_index=False)

    class Meta:
        icon = "warning"
        label = _("To check before publishing")
        template = "home/blocks/to_check.html"

    def clean(self, value: Any) -> Any:
        """A draft may hold it. Raises ValidationError when the page is published or handed to the second reader."""
        if not self.is_deferred_validation:
            raise ValidationError(_("Put the text right, then delete this mark."))
        return super().clean(value)


def _table() -> TypedTableBlock:
    cells = [
        ("text", blocks.CharBlock(label=_("Text"), required=False)),
        ("rich", blocks.RichTextBlock(label=_("Text with links"), required=False, features=PARAGRAPH_FEATURES)),
    ]
    return TypedTableBlock(cells, label=_("Table"), icon="table", template="home/blocks/table.html")


def _steps() -> blocks.ListBlock:
    step = blocks.RichTextBlock(label=_("Step"), features=PARAGRAPH_FEATURES)
    return blocks.ListBlock(step, label=_("Numbered steps"), icon="list-ol", template="home/blocks/steps.html")


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks of every page's text, fresh for each model."""
    return [
        ("heading", HeadingBlock()),
        (
            "paragraph",
            blocks.RichTextBlock(
                label=_("Text"), icon="pilcrow", features=PARAGRAPH_FEATURES, template="home/blocks/paragraph.html"
            ),
        ),
        ("steps", _steps()),
        ("table", _table()),
        ("callout", CalloutBlock()),
        ("picture", PictureBlock()),
        ("attachment", AttachmentBlock()),
        ("to_check", ToCheckBlock()),
    ]
