"""The form with which editors put a picture into the library."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from home.pictures import redraw


class PictureField(WagtailImageField):
    """Wagtail's own checks meet a damaged file with an error page, so ours come first."""

    def to_python(self, data: Any) -> Any:
        """The upload, when it can be drawn anew; saving draws it. Raises NotAPicture."""
        if data:
            redraw(data)
            data.seek(0)
        return super().to_python(data)


class PictureForm(BaseImageForm):
    """Refuses, beside the field, what is not a picture."""

    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])
