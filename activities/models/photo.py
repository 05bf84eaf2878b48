"""Photos of a place: pictures of the public library, which redraws every upload, with words for those who can't see."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model

from .place import Place


class Photo(models.Model):
    """One picture of rooms or the house, never of a child who could be recognised."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="photos")
    image = models.ForeignKey(settings.WAGTAILIMAGES_IMAGE_MODEL, models.CASCADE, related_name="+")
    alt = models.CharField(_("what can be seen"), max_length=120)

    class Meta:
        ordering = ["place_id", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="photo_says_what_can_be_seen")]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return self.alt

    @classmethod
    def shown(cls, sizes: Iterable[str]) -> models.QuerySet[Photo]:
        """Photos with their pictures in these sizes: three queries however many there are."""
        images = get_image_model().objects.prefetch_renditions(*sizes)
        return cls.objects.prefetch_related(models.Prefetch("image", images))
