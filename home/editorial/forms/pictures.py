"""The form with which editors put pictures into the site, and what is asked of files that pages show."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from home.editorial.domain.documents import change_denied_reason
from portal.pictures import redraw

from .pages import OpenFormMixin

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
