"""The public picture library: every upload is drawn anew, so that nothing hidden in a file gets in."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from portal.pictures import redraw


class Picture(AbstractImage):
    """A picture for public pages; never a child's photo."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        default_related_name = "+"
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Redraw a file that has just been put in.

        Raises:
            NotAPicture: it cannot be read as a JPEG, PNG or WebP, or has too many pixels.
        """
        file: Any = self.file  # type: ignore[has-type]  # Wagtail is untyped
        if file and not file._committed:
            self.file = redraw(file.file)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class PictureRendition(AbstractRendition):
    """A picture in the size and format of one place."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        verbose_name = _("picture in one size")
        verbose_name_plural = _("pictures in one size")
