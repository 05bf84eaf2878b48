"""Photos of a place: held back until somebody else has looked at them, then pictures of the public library."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model

from portal.privacy.fields import EncryptedBytesField
from portal.privacy.personal import PersonalData, Sensitivity

from .place import Place

# A photo nobody decides on may show a child for as long as it lies there.
WAITS_FOR = timedelta(days=30)
_PLANTED = Q(added_by=None, confirmed_by=None)
_LOOKED_AT = Q(added_by__isnull=False, confirmed_by__isnull=False) & ~Q(confirmed_by=F("added_by"))


class Photo(PersonalData):
    """One picture of rooms or the house, never of a child who could be recognised.

    What nobody has added was planted with the site, from the machine.
    """

    sensitive_fields: ClassVar = {"held_back": Sensitivity.CONTACT}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="photos")
    alt = models.CharField(_("what can be seen"), max_length=120)
    # Until it is confirmed it is here and nowhere else: no file has an address, no library lists it.
    # Encrypted: it may show a child, and a copy of the database is easier to come by than this machine's keys.
    held_back = EncryptedBytesField(null=True)
    image = models.ForeignKey(settings.WAGTAILIMAGES_IMAGE_MODEL, models.CASCADE, null=True, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["place_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(alt=""), name="photo_says_what_can_be_seen"),
            models.CheckConstraint(
                condition=Q(image=None, held_back__isnull=False, added_by__isnull=False, confirmed_by=None)
                | Q(image__isnull=False, held_back__isnull=True) & (_PLANTED | _LOOKED_AT),
                name="photo_shown_after_somebody_else_looked_at_it",
            ),
        ]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return self.alt

    @property
    def waits_until(self) -> datetime:
        """When it goes by itself unless somebody has decided."""
        return self.added_at + WAITS_FOR

    @classmethod
    def shown(cls, sizes: Iterable[str]) -> models.QuerySet[Photo]:
        """Public photos with their pictures in these sizes: three queries however many there are."""
        images = get_image_model().objects.prefetch_renditions(*sizes)
        return cls.objects.filter(image__isnull=False).prefetch_related(models.Prefetch("image", images))

    @classmethod
    def waiting(cls) -> models.QuerySet[Photo]:
        """Photos nobody has looked at yet, without the pictures themselves."""
        return cls.objects.filter(image=None).defer("held_back").select_related("added_by")


class RemovedPhoto(PersonalData):
    """A photo somebody has taken away, for the ten minutes in which they may take that back; then nothing is left."""

    sensitive_fields: ClassVar = {"content": Sensitivity.CONTACT}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    alt = models.CharField(max_length=120)
    content = EncryptedBytesField()
    shown = models.BooleanField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("removed photo")
        verbose_name_plural = _("removed photos")

    def __str__(self) -> str:
        return self.alt
