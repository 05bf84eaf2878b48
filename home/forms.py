"""The form with which editors put a picture into the library."""

from __future__ import annotations

from typing import Any

from wagtail.images.forms import BaseImageForm

from home.pictures import redraw


class PictureForm(BaseImageForm):
    """Refuses, beside the field, what is not a picture."""

    def clean_file(self) -> Any:
        """The picture, drawn anew; saving does not need to do it again, but does."""
        upload = self.cleaned_data.get("file")
        if upload and "file" in self.changed_data:
            redraw(upload)
        return upload
