"""The form with which editors hand in documents to be imported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


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
