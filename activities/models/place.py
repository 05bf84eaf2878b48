"""Children's homes and other venues, their rooms and what is not safe there."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from portal.pages.languages import in_language

from ..enums import PlaceKind, RoomKind
from .opening import OpeningHours
from .scoping import AtPlace, AtPlaceQuerySet


class PlaceQuerySet(AtPlaceQuerySet):
    """Places: by scope, or as the public sees them."""

    def public(self) -> Self:
        """What everyone may see: all places that are open to children."""
        return self._named().filter(listed=True)


class Place(AtPlace, index.Indexed):
    """A venue for children. It holds no personal data: the phone is the office's."""

    place_lookup = "pk"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.CharField(
        _("address in the site"), max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9-]+\Z")]
    )
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=PlaceKind.choices, default=PlaceKind.HOME)
    address = models.CharField(_("address"), max_length=120)
    phone = models.CharField(_("office phone"), max_length=20, blank=True)
    # Seven lists, Monday first, of [opens, closes] as "09:00".
    opening_hours = models.JSONField(_("opening hours"), default=list, blank=True)
    opening_note = models.CharField(_("about the opening hours"), max_length=120, blank=True)
    summary = models.TextField(_("about the place"), blank=True)
    summary_en = models.TextField(_("about the place in English"), blank=True)
    directions = models.TextField(_("how to get there"), blank=True)
    managers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("centre managers")
    )
    safe_venue = models.BooleanField(_("safe venue"), default=False)
    equipment = models.BooleanField(_("equipment"), default=False)
    family_phone = models.BooleanField(_("family phone"), default=False)
    library = models.BooleanField(_("books"), default=False)
    stars = models.PositiveSmallIntegerField(
        _("star rating"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    listed = models.BooleanField(_("shown to the public"), default=True)
    # Since when it is no longer shown; empty for one that never was.
    unlisted_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = PlaceQuerySet.as_manager()

    # modelsearch's own update asks the manager that refuses to run unscoped: see activities/search.py.
    search_auto_update = False
    search_fields = [
        index.SearchField("name", boost=3),
        index.SearchField("name_en", boost=3),
        index.SearchField("address"),
        index.SearchField("summary"),
        index.SearchField("summary_en"),
        index.AutocompleteField("name"),
        index.FilterField("listed"),
    ]

    class Meta(AtPlace.Meta):
        ordering = ["area_path", "name"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(condition=Q(stars=None) | Q(stars__range=(1, 5)), name="place_has_one_to_five_stars")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def get_indexed_objects(cls) -> PlaceQuerySet:
        """What the search index holds: the public places."""
        return cls.objects.public()

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("activities:place", args=[self.slug])

    @property
    def local_name(self) -> str:
        """The name in the language of the page, else as it is written."""
        return in_language(self.name, self.name_en)

    @property
    def local_summary(self) -> str:
        """What it is like, in the language of the page, else as it is written."""
        return in_language(self.summary, self.summary_en)

    @property
    def opening(self) -> OpeningHours:
        """The opening hours, ready to be shown."""
        return OpeningHours(self.opening_hours)

    @property
    def has_serious_hazard(self) -> bool:
        """Whether a serious hazard of the place is still open."""
        return self.hazards.filter(serious=True, resolved_on=None).exists()


class FormerAddress(models.Model):
    """An address in the site a place once had: it goes on leading there, and no other place takes it."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="former_addresses")
    slug = models.CharField(_("address in the site"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("former address of a place")
        verbose_name_plural = _("former addresses of places")

    def __str__(self) -> str:
        return self.slug


class Room(models.Model):
    """A room of a place; its bookings never overlap."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="rooms")
    name = models.CharField(_("name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=RoomKind.choices, default=RoomKind.ACTIVITY)

    class Meta:
        ordering = ["place_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="room_name_once_per_place")]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name; on an English page what kind of room it is, which says as much."""
        return in_language(self.name, "" if self.kind == RoomKind.OTHER else self.get_kind_display())


class Hazard(models.Model):
    """Something unsafe at a place; a serious one blocks publishing until it is resolved."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="hazards")
    description = models.CharField(_("what is unsafe"), max_length=200)
    serious = models.BooleanField(_("serious"), default=False)
    found_on = models.DateField(_("found on"), default=timezone.localdate)
    resolved_on = models.DateField(_("resolved on"), null=True, blank=True)
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["resolved_on", "-found_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_on=None) | Q(resolved_on__gte=F("found_on")),
                name="hazard_resolved_after_it_was_found",
            )
        ]
        verbose_name = _("hazard")
        verbose_name_plural = _("hazards")

    def __str__(self) -> str:
        return self.description
