"""The forms with which editors put pictures into the site and hand in documents to be imported."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from home.domain.documents import change_denied_reason
from portal.pictures import redraw

from .editorial import OpenFormMixin

IN_USE = _("A published page uses this file. Add the new one beside it, put it on the page, and submit the page.")


class PictureField(WagtailImageField):
    """Wagtail's own checks meet a damaged file with an error page, so ours come first."""

    def to_python(self, data: Any) -> Any:
        """The upload, when it can be drawn anew; saving draws it. Raises NotAPicture."""
        if data:
            redraw(data)
            data.seek(0)
        return super().to_python(data)


class KeptUnderPagesMixin:
    """What the public sees of a file is not changed: that would change a published page without a second reader."""

    WATCHED = ("title", "description", "focal_point_x", "focal_point_y", "focal_point_width")

    def clean_file(self) -> Any:
        """Raises ValidationError for a new file in the place of one that the public sees."""
        form = cast("forms.ModelForm[Any]", self)
        file = form.cleaned_data["file"]
        if "file" in form.changed_data and form.instance.pk and change_denied_reason(form.instance):
            raise ValidationError(IN_USE)
        return file

    def clean(self) -> dict[str, Any]:
        """The reason beside the first of what else was changed."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]  # of the form this is mixed into
        form = cast("forms.ModelForm[Any]", self)
        changed = [name for name in self.WATCHED if name in form.changed_data] if form.instance.pk else []
        if changed and (reason := change_denied_reason(form.instance)):
            form.add_error(None if changed[0].startswith("focal") else changed[0], reason.label)
        return cleaned


class PictureForm(KeptUnderPagesMixin, OpenFormMixin, BaseImageForm):
    """Refuses, beside the field, what is not a picture."""

    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])


class SeveralFiles(forms.ClearableFileInput):
    """One input, several files; files can be dragged onto it."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files chosen, at most twenty of 20 MB each, and 60 MB together: they are held in memory for a moment."""

    widget = SeveralFiles(attrs={"multiple": True, "accept": ".docx,.pdf,.html,.htm,.txt"})
    MOST, MOST_BYTES = 20, 60 * 1024 * 1024

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Raises ValidationError: none, too many, or one that is too large."""
        files = [super(FilesField, self).clean(file, initial) for file in (data or [None])]
        if len(files) > self.MOST:
            raise ValidationError(_("Choose at most twenty files at a time."))
        if any(file.size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE for file in files):
            raise ValidationError(_("A file is larger than 20 MB: split it, or leave out the pictures."))
        if sum(file.size for file in files) > self.MOST_BYTES:
            raise ValidationError(_("Together the files are larger than 60 MB: choose fewer at a time."))
        return files


class ImportForm(forms.Form):
    """Documents that are to become drafts."""

    documents = FilesField(
        label=_("Documents"), allow_empty_file=True, error_messages={"required": _("Choose at least one file.")}
    )
    keep = forms.BooleanField(
        label=_("Keep the files as downloads of their drafts"),
        required=False,
        help_text=_(
            "Only Word and PDF files. The public can open such a file once its page is published; "
            "the names of authors stay in it."
        ),
    )
